// A file sent to the kernel piece by piece; the next piece leaves when the last one has arrived.

const PIECE = 1000000;
const PATIENCE = 60000;

/** What stops a sending: the reader's wish, or a kernel that answers no more. */
export class Stopped extends Error {}

/** Sends `file`; `advance(sent)` is told bytes. The promise ends once all has arrived, or is refused. */
export async function sendFile(model, file, { advance, signal }) {
  const hear = answers(model);
  try {
    model.send({ kind: "open", name: file.name, size: file.size });
    await hear("opened", 0, signal);
    for (let rank = 0, start = 0; start < file.size; rank += 1, start += PIECE) {
      const piece = await file.slice(start, start + PIECE).arrayBuffer();
      if (signal.aborted) throw new Stopped("cancelled");
      model.send({ kind: "piece", rank }, undefined, [piece]);
      await hear("arrived", rank, signal);
      advance(Math.min(file.size, start + PIECE));
    }
    model.send({ kind: "sent" });
  } finally {
    hear.end();
  }
}

/** A way to wait for one answer of the kernel: its kind, and the piece that it is about. */
function answers(model) {
  const waiting = new Set();
  const listen = (message) => waiting.forEach((wait) => wait(message));
  model.on("msg:custom", listen);
  const hear = (kind, rank, signal) =>
    new Promise((arrived, refused) => {
      const settle = (end, value) => {
        waiting.delete(wait);
        clearTimeout(late);
        signal.removeEventListener("abort", stop);
        end(value);
      };
      const wait = (message) => {
        if (message.kind === kind && message.rank === rank) settle(arrived);
        else if (message.kind === "refused") settle(refused, new Stopped("refused"));
      };
      const stop = () => settle(refused, new Stopped("cancelled"));
      const late = setTimeout(() => settle(refused, new Stopped("lost")), PATIENCE);
      signal.addEventListener("abort", stop);
      waiting.add(wait);
    });
  hear.end = () => model.off("msg:custom", listen);
  return hear;
}
