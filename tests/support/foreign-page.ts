/**
 * What a page from elsewhere does to servers on the developer's machine, as the source of a function of the browser:
 * everything that a page can send without being asked, and everything that it might read. Returns what it could read.
 */
export const FOREIGN_PAGE = /* js */ `
async ({ engine, inbox, smtpPort, names }) => {
  const read = [];
  const note = async (what, answer) => {
    if (answer.type !== "opaque") read.push(what + ": " + answer.status + " " + (await answer.text()).slice(0, 80));
  };
  const attempt = async (what, url, init) => {
    try {
      await note(what, await fetch(url, { signal: AbortSignal.timeout(3000), ...init }));
    } catch {}
  };
  const form = (fields) => new URLSearchParams(fields).toString();
  const credentials = ["test", "000000000000", "AKIAIOSFODNN7EXAMPLE"].map(
    (key) => "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0");
  const queries = [
    form({ Action: "CreateTopic", Name: names.topic, Version: "2010-03-31" }),
    form({ Action: "CreateQueue", QueueName: names.queue, Version: "2012-11-05" }),
    form({ Action: "CreateUser", UserName: names.user, Version: "2010-05-08" }),
    form({ Action: "ListTopics", Version: "2010-03-31" }),
    form({ Action: "AssumeRole", RoleArn: "arn:aws:iam::000000000000:role/any", RoleSessionName: "x", Version: "2011-06-15" }),
  ];
  const codeOfFunction = JSON.stringify({
    FunctionName: names.lambda, Runtime: "nodejs24.x", Handler: "index.handler",
    Role: "arn:aws:iam::000000000000:role/any", Code: { ZipFile: names.zip },
  });
  const jobs = [];
  const send = (...args) => jobs.push(attempt(...args));

  for (const mode of ["cors", "no-cors"]) {
    send(mode + " root", engine + "/", { mode });
    for (const query of queries) {
      send(mode + " GET " + query, engine + "/?" + query, { mode });
      send(mode + " POST " + query, engine + "/", { mode, method: "POST", body: new URLSearchParams(query) });
      send(mode + " presigned " + query, engine + "/?" + query + "&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fsns%2Faws4_request", { mode });
    }
    send(mode + " function", engine + "/2015-03-31/functions", { mode, method: "POST", body: codeOfFunction });
    send(mode + " call", engine + "/2015-03-31/functions/" + names.lambda + "/invocations", { mode, method: "POST", body: "{}" });
    send(mode + " functions", engine + "/2015-03-31/functions", { mode });
    send(mode + " reset", engine + "/_ministack/reset", { mode, method: "POST" });
    send(mode + " config", engine + "/_ministack/config", { mode, method: "POST", body: '{"stepfunctions._SFN_WAIT_SCALE": 7}' });
    for (const path of ["/_ministack/health", "/health", "/_ministack/ses/messages", "/_ministack/sns/sms-messages", "/_wellspring/save", "/" + names.bucket, "/v2/email/outbound-emails"]) {
      send(mode + " " + path, engine + path, { mode });
    }
    for (const path of ["", "letters/m1", "letters/m1/html"]) send(mode + " inbox " + path, inbox + path, { mode });
    send(mode + " smtp", "http://127.0.0.1:" + smtpPort + "/", { mode, method: "POST",
      body: "EHLO page\\r\\nMAIL FROM:<a@page.example>\\r\\nRCPT TO:<b@page.example>\\r\\nDATA\\r\\nSubject: forged\\r\\n\\r\\nforged\\r\\n.\\r\\nQUIT\\r\\n" });
  }
  // These are asked for by a preflight first.
  for (const authorization of credentials) {
    for (const target of ["DynamoDB_20120810.ListTables", "secretsmanager.ListSecrets", "AWSStepFunctions.ListStateMachines"]) {
      send(target, engine + "/", { method: "POST", body: "{}",
        headers: { authorization, "x-amz-target": target, "content-type": "application/x-amz-json-1.0" } });
    }
    send("bucket", engine + "/" + names.bucket, { method: "PUT", headers: { authorization } });
    send("delete", engine + "/" + names.keptBucket, { method: "DELETE", headers: { authorization } });
    send("drop", engine + "/", { method: "POST", body: JSON.stringify({ TableName: names.table }),
      headers: { authorization, "x-amz-target": "DynamoDB_20120810.DeleteTable" } });
  }
  await Promise.all(jobs);

  const waited = (element, loaded) => new Promise((resolve) => {
    element.onload = () => { if (loaded) read.push(loaded); resolve(); };
    element.onerror = () => resolve();
    document.body.append(element);
    setTimeout(resolve, 3000);
  });
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const embedded = queries.map((query) => engine + "/?" + query + "&by=tag");
  await Promise.all([
    ...embedded.map((src) => waited(make("img", { src }), "img " + src)),
    ...embedded.map((src) => waited(make("script", { src }), "script " + src)),
    ...embedded.map((src) => waited(make("iframe", { src }))),
    waited(make("link", { rel: "stylesheet", href: engine + "/?" + queries[0] }), "stylesheet"),
    waited(make("img", { src: inbox }), "img inbox"),
    waited(make("script", { src: inbox + "letters/m1" }), "script inbox"),
  ]);
  for (const enctype of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
    for (const [action, fields] of [
      ...queries.map((query) => [engine + "/", [...new URLSearchParams(query)]]),
      [engine + "/_ministack/reset", []],
      [engine + "/2015-03-31/functions", [['{"FunctionName":"' + names.lambda + '","x":"', '"}']]],
      [inbox, [["delete", "all"]]],
    ]) {
      const frame = make("iframe", { name: "f" + Math.random() });
      const sent = make("form", { method: "POST", action, enctype, target: frame.name });
      for (const [name, value] of fields) sent.append(make("input", { type: "hidden", name, value }));
      document.body.append(frame, sent);
      sent.submit();
    }
  }
  navigator.sendBeacon(engine + "/?" + queries[0], new URLSearchParams(queries[1]));
  for (const url of [engine.replace("http", "ws") + "/", engine.replace("http", "ws") + "/_aws/execute-api/abcdef01/prod", inbox.replace("http", "ws")]) {
    await new Promise((resolve) => {
      const socket = new WebSocket(url);
      socket.onopen = () => { read.push("websocket " + url); resolve(); };
      socket.onerror = socket.onclose = () => resolve();
      setTimeout(resolve, 3000);
    });
  }
  const stream = new EventSource(engine + "/?" + queries[3]);
  stream.onopen = () => read.push("event stream");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  stream.close();
  return read;
}`;
