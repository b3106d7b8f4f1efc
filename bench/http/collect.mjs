// Asks a .NET process for a full garbage collection, as dotnet-gcdump does: a session of events with the keyword GCHeapCollect, through its diagnostics socket.
// https://github.com/dotnet/diagnostics/blob/main/documentation/design-docs/ipc-protocol.md
import { connect } from 'node:net';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from './machine.mjs';

const [eventPipe, collectTracing, netTrace, informational] = [2, 2, 1, 4];
const gcHeapCollect = 0x800000n;

const number = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
const long = (value) => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(value); return bytes; };
const text = (value) => Buffer.concat([number(value.length + 1), Buffer.from(`${value}\0`, 'utf16le')]);

/** Collects twice, then leaves the time to give memory back. */
export async function collect(pid) {
  const socket = readdirSync(tmpdir()).find((name) => name.startsWith(`dotnet-diagnostic-${pid}-`) && name.endsWith('-socket'));
  if (!socket) return false;
  const bufferMegabytes = 16;
  const payload = Buffer.concat([number(bufferMegabytes), number(netTrace), number(1), long(gcHeapCollect), number(informational), text('Microsoft-Windows-DotNETRuntime'), text('')]);
  const header = Buffer.alloc(20);
  header.write('DOTNET_IPC_V1\0', 'latin1');
  header.writeUInt16LE(header.length + payload.length, 14);
  header[16] = eventPipe;
  header[17] = collectTracing;
  for (let time = 0; time < 2; time++) {
    await new Promise((resolve) => {
      const session = connect(join(tmpdir(), socket), () => session.write(Buffer.concat([header, payload])));
      session.on('data', () => {});
      session.on('error', resolve);
      session.on('close', resolve);
      setTimeout(() => session.destroy(), 3000);
    });
    await pause(3);
  }
  return true;
}
