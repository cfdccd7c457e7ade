// pytest on a Python that this machine need not have: CPython as WebAssembly, in Node.
//
//     node run.mjs PYODIDE SITE REPOSITORY [ARGUMENT OF PYTEST]...
//
// PYODIDE is the folder of the npm package, SITE has what pip has installed.
//
// It runs in a thread of its own, because Node can give that a larger stack. CPython
// limits its recursion for a stack of some megabytes; Node's is one, and where it ends
// before CPython notices, the process dies.
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

async function run() {
  const [pyodide, site, repository, ...options] = process.argv.slice(2);
  const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
  // Pyodide writes by number, which the streams of a thread do not have.
  [process.stdin, process.stdout, process.stderr].forEach((stream, fd) => {
    stream.fd = fd;
  });
  const python = await loadPyodide();
  for (const [folder, root] of [["/site", site], ["/repository", repository]]) {
    python.FS.mkdirTree(folder);
    python.FS.mount(python.FS.filesystems.NODEFS, { root }, folder);
  }
  python.globals.set("options", python.toPy(options));
  process.exit(
    python.runPython(`
import os, sys

os.chdir("/repository")
sys.dont_write_bytecode = True
sys.path[:0] = ["/site", "/repository/tests/pyodide"]

import pytest

int(pytest.main(["-p", "sandbox", *options]))
`),
  );
}

if (isMainThread) {
  const thread = new Worker(fileURLToPath(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { stackSizeMb: 64 },
  });
  thread.on("exit", (code) => (process.exitCode = code));
} else {
  await run();
}
