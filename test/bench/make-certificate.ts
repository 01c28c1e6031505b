import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Certificate = { readonly file: string; readonly key: string; readonly cert: string };

const OPENSSL = 'openssl';

/** Makes a certificate for 127.0.0.1 in a folder, by the `openssl` command; undefined when there is none that can. */
export function makeCertificate(folder: string): Certificate | undefined {
  const [keyFile, file] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  try {
    execFileSync(OPENSSL, ['req', ...kind, ...subject, '-keyout', keyFile, '-out', file], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  return { file, key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8') };
}
