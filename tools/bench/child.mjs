// Runs one benchmark: `node --expose-gc tools/bench/child.mjs gaussian` prints its rows; --cpu-prof profiles it.
const [name] = process.argv.slice(2);
const { bench } = await import(`./${name}.mjs`);
const rows = await bench();
if (process.send === undefined) console.log(rows);
else process.send(rows);
