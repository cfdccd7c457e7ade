// pytest on a Python that this machine need not have: CPython as WebAssembly, in Node.
//
//     node run.mjs PYODIDE SITE REPOSITORY [ARGUMENT OF PYTEST]...
//
// PYODIDE is the folder of the npm package, SITE has what pip has installed.
import { pathToFileURL } from "node:url";

const [pyodide, site, repository, ...options] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide();
for (const [folder, root] of [["/site", site], ["/repository", repository]]) {
  python.FS.mkdirTree(folder);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, folder);
}
python.globals.set("options", python.toPy(options));
process.exitCode = python.runPython(`
import os, sys

os.chdir("/repository")
sys.dont_write_bytecode = True
sys.path[:0] = ["/site", "/repository/tests/pyodide"]

import pytest

int(pytest.main(["-p", "sandbox", *options]))
`);
