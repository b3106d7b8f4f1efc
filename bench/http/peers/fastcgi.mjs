// How the servers of maps are run: two FastCGI workers that stay, behind nginx, nothing written to logs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopt, freePort, ready, start } from '../processes.mjs';

export const workers = 2;

/** Starts the program behind nginx: { name, url, pids }. Their connections are not kept (fastcgi_keep_conn): a worker would belong to one connection of nginx, and the others would wait. */
export async function behindNginx({ work, name, program, env, check }) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const socket = join(folder, 'fcgi.sock');
  const pidFile = join(folder, 'fcgi.pid');
  rmSync(socket, { force: true });
  execFileSync('spawn-fcgi', ['-s', socket, '-M', '666', '-F', String(workers), '-P', pidFile, '--', program], { env: { ...process.env, HOME: folder, ...env }, stdio: 'ignore' });
  const pids = readFileSync(pidFile, 'utf8').trim().split(/\s+/).map(Number);
  adopt(...pids);
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(configuration, nginx(folder, socket, port));
  const front = start(work, name, 'nginx', ['-e', 'stderr', '-c', configuration]);
  const url = `http://127.0.0.1:${port}`;
  await ready(work, name, [front, ...pids], url + check, 60);
  return { name, url, pids: [front, ...childrenOf(front), ...pids] };
}

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number);

function nginx(folder, socket, port) {
  const temporary = ['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${folder}/temp-${kind};`).join('\n');
  return `daemon off;
pid ${folder}/nginx.pid;
worker_processes ${workers};
events { worker_connections 512; }
http {
${temporary}
  access_log off;
  tcp_nopush on;
  keepalive_requests 1000000;
  fastcgi_buffer_size 64k;
  fastcgi_buffers 32 64k;
  server {
    listen 127.0.0.1:${port};
    location / {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_NAME "";
      fastcgi_param PATH_INFO $uri;
      fastcgi_pass unix:${socket};
    }
  }
}
`;
}
