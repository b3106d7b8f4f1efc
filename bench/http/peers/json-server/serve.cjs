// json-server as a module, in two processes that share a port.
//   node serve.cjs DB.json PORT
const cluster = require('node:cluster');
const { readFileSync } = require('node:fs');

const [file, port] = process.argv.slice(2);
if (cluster.isPrimary) {
  for (let worker = 0; worker < 2; worker++) cluster.fork();
  cluster.on('exit', () => process.exit(1));
} else {
  const jsonServer = require('json-server');
  const server = jsonServer.create();
  server.set('json spaces', 0);
  server.set('etag', false);
  server.use(jsonServer.router(JSON.parse(readFileSync(file, 'utf8'))));
  server.listen(Number(port), '127.0.0.1');
}
