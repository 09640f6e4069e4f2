// SPDX-License-Identifier: EUPL-1.2
// A stand-in that serves the daemon's own page files, and answers of the API that were recorded or are made
// up: for what must look the same every time, or last a day in a few minutes.
import { once } from "node:events";
import { createServer } from "node:http";

const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Of the daemon: each file of the page by its path. */
async function pageFiles(daemon) {
  const files = new Map();
  const take = async (path) => {
    const answer = await daemon.ask(path);
    if (!answer.ok) throw new Error(`the daemon has no page: ${path} ${answer.status}`);
    files.set(path, { type: answer.headers.get("content-type"), bytes: Buffer.from(await answer.arrayBuffer()) });
  };
  await take("/");
  const html = files.get("/").bytes.toString();
  for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) await take(path);
  return files;
}

export class Replica {
  /** `answer(path)` is what the API gives for a path with its query; null: 404. */
  static async start(daemon, answer) {
    const replica = new Replica();
    replica.answer = answer;
    replica.files = await pageFiles(daemon);
    replica.streams = new Set();
    replica.server = createServer((request, response) => replica.serve(request, response)).listen(0, "127.0.0.1");
    await once(replica.server, "listening");
    replica.url = `http://127.0.0.1:${replica.server.address().port}`;
    return replica;
  }

  serve(request, response) {
    response.setHeader("Content-Security-Policy", POLICY);
    const file = this.files.get(new URL(request.url, this.url).pathname);
    if (file !== undefined) return response.setHeader("Content-Type", file.type).end(file.bytes);
    if (request.url === "/api/v1/stream") {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      this.streams.add(response);
      response.on("close", () => this.streams.delete(response));
      return response.write(": here\n\n");
    }
    const body = this.answer(request.url);
    if (body === null) return response.writeHead(404).end();
    return response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
  }

  /** The snapshot to every reader, no faster than they take it. */
  async tell(live) {
    const frame = `id: ${live.version}\nevent: live\ndata: ${JSON.stringify(live)}\n\n`;
    await Promise.all([...this.streams].map((stream) => new Promise((done) => stream.write(frame, () => done()))));
  }

  hangUp() {
    for (const stream of this.streams) stream.destroy();
  }

  stop() {
    this.hangUp();
    this.server.close();
  }
}
