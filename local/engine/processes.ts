import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_TIMEOUT_MS = 30_000;
/** After a kill only a zombie may be left, as in a container without an init. */
const GROUP_TIMEOUT_MS = 2_000;
const POLL_MS = 50;
const PROBE_TIMEOUT_MS = 5_000;

/** The engine saves its state on SIGTERM; its Lambdas are in its group and go with it. */
export async function stopGroup(leader: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  signal(leader, "SIGTERM");
  while (isAlive(leader) && Date.now() < deadline) await sleep(POLL_MS);
  signal(-leader, "SIGKILL");
  const groupDeadline = Date.now() + GROUP_TIMEOUT_MS;
  while (isAlive(-leader) && Date.now() < groupDeadline) await sleep(POLL_MS);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: PROBE_TIMEOUT_MS });
    const answer = (taken: boolean) => () => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", answer(true)).once("error", answer(false)).once("timeout", answer(true));
  });
}
