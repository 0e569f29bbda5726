import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LOOPBACK = '0100007F';

/**
 * Finds whose connection a request came on, by what Linux says of sockets.
 * @param clientPort of the client's side; it may serve connections to several servers at once
 * @param serverPort of the receiver's side
 * @returns the process among `pids` that has it open; null where none has, or the system cannot tell
 */
export function ownerOfConnection(clientPort: number, serverPort: number, pids: readonly number[]): number | null {
  const inode = inodeOf(clientPort, serverPort);
  if (inode === null) return null;
  const link = `socket:[${inode}]`;
  return pids.find((pid) => holds(pid, link)) ?? null;
}

/** Lines of the table: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …` */
function inodeOf(clientPort: number, serverPort: number): string | null {
  const connection = `: ${addressOf(clientPort)} ${addressOf(serverPort)} `;
  try {
    const line = readFileSync('/proc/net/tcp', 'latin1')
      .split('\n')
      .find((candidate) => candidate.includes(connection));
    return line?.trim().split(/\s+/)[9] ?? null;
  } catch {
    return null;
  }
}

const addressOf = (port: number): string => `${LOOPBACK}:${port.toString(16).toUpperCase().padStart(4, '0')}`;

function holds(pid: number, link: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => linkOf(`${folder}/${fd}`) === link);
  } catch {
    return false;
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
