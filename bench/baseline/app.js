// The idiomatic dashboard: an empty page whose script asks an API and draws what it says. Kinder than most, as Preact is small.
import { h, render } from "preact";
import { useEffect, useState } from "preact/hooks";

const money = (minor, currency) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(minor / 100);

function useApi(path) {
  const [answer, setAnswer] = useState();
  useEffect(() => {
    void fetch(path)
      .then((response) => response.json())
      .then(setAnswer);
  }, [path]);
  return answer;
}

function App() {
  const community = useApi("/api/community");
  const causes = useApi("/api/causes");
  if (community === undefined || causes === undefined) return h("p", null, "Loading …");
  return h("main", null, [
    h("h1", null, "What our purchases gave"),
    h(
      "ul",
      null,
      community.map((one) =>
        h("li", null, `${money(one.minor, one.currency)} from ${one.purchases} purchases`),
      ),
    ),
    ...causes.map((one) =>
      h("section", null, [
        h("h2", null, one.cause),
        h("p", null, `${money(one.minor, one.currency)} from ${one.purchases} purchases`),
      ]),
    ),
  ]);
}

render(h(App), document.getElementById("app"));
