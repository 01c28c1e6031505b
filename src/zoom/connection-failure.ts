/** A connection through a proxy that the proxy did not make. Nothing of the proxy's address but its host is in it. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly code = 'PROXY_FAILURE';
  /** Host and port. */
  readonly proxy: string;
  /** What it answered to CONNECT; undefined when no answer of HTTP came. */
  readonly status: number | undefined;

  constructor(proxy: string, status: number | undefined, cause?: unknown) {
    super('the proxy made no connection', { cause });
    this.proxy = proxy;
    this.status = status;
  }
}

/** What a connection came to that was not made: what it is, and whether it can be no passing trouble of the network. */
export type ConnectionFailure = {
  readonly message: string;
  /** `always`: however often it is tried. `atFirst`: as long as no connection to the host was made that way. */
  readonly final: 'always' | 'atFirst' | 'never';
  /** What the operating system or the TLS library calls it, and whom it was to be made to. */
  readonly where: { readonly fault: string; readonly place: string };
};

const AUTHORITY = 'comes from an authority that is not known here';

/** What is wrong with a certificate, by the codes of Node. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired (or this machine's clock is wrong)",
  CERT_NOT_YET_VALID: "is not valid yet (or this machine's clock is wrong)",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: AUTHORITY,
  CERT_UNTRUSTED: AUTHORITY,
  CERT_REVOKED: 'was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host name',
  HOSTNAME_MISMATCH: 'is for another host name',
};

/** Other faults of certificates, which no list has all of. */
const OF_CERTIFICATES =
  /^(?:CERT_|CRL_|UNABLE_TO_(?:GET|DECRYPT|DECODE|VERIFY)_|ERROR_IN_C|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|ERR_TLS_CERT_)/;

const TOO_OLD = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/;

/**
 * Says why a connection was not made.
 * @param host that was to be reached
 * @param place the same with its port
 */
export function connectionFailure(error: unknown, host: string, place: string): ConnectionFailure {
  if (error instanceof ProxyFailure) return proxyFailure(error, host, place);
  const code = codeOf(error);
  const where = { fault: code, place };
  const tls = tlsFailure(code, host);
  return tls
    ? { ...tls, where }
    : { message: `the request could not be sent (${code})`, final: 'never', where };
}

function tlsFailure(code: string, host: string): Omit<ConnectionFailure, 'where'> | undefined {
  const known = CERTIFICATES[code] ?? (OF_CERTIFICATES.test(code) ? 'cannot be trusted' : undefined);
  if (known !== undefined) {
    const message = `the connection to ${host} cannot be trusted, since its certificate ${known} (${code}): where a proxy looks into connections, name its authority in NODE_EXTRA_CA_CERTS=<file.pem>; the check cannot be switched off`;
    return { message, final: 'always' };
  }
  if (TOO_OLD.test(code)) {
    return { message: `${host} speaks no TLS from version 1.2 on (${code})`, final: 'always' };
  }
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return undefined;
  return { message: `${host} does not speak TLS as it should (${code})`, final: 'atFirst' };
}

function proxyFailure(
  { proxy, status, cause }: ProxyFailure,
  host: string,
  place: string,
): ConnectionFailure {
  const code = codeOf(cause);
  const where = status === undefined ? { fault: code, place: proxy } : { fault: `PROXY_${status}`, place };
  const tls = status === undefined ? tlsFailure(code, proxy) : undefined;
  if (tls) return { ...tls, where };
  return { message: `the proxy ${proxy} ${describeRefusal(status, code, host)}`, final: 'atFirst', where };
}

const CHECK = 'check HTTPS_PROXY and NO_PROXY';

function describeRefusal(status: number | undefined, code: string, host: string): string {
  if (status === 407) return 'wants another user name and password (407): write them into HTTPS_PROXY';
  if (status !== undefined)
    return `made no connection to ${host} and answered ${status}: ${CHECK}, or ask whoever runs it`;
  return `cannot be reached or does not answer as a proxy does (${code}): ${CHECK}`;
}

/** The first of the errors that an error stands for: there is one for each resolved address. */
export function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  // What undici tells of a proxy's certificate has the fault itself as its cause.
  return error instanceof Error && error.name === 'SecureProxyConnectionError' && error.cause
    ? innermost(error.cause)
    : error;
}

export function codeOf(error: unknown): string {
  const its = innermost(error);
  if (its instanceof Error && 'code' in its && typeof its.code === 'string') return its.code;
  return its instanceof Error ? its.name : 'unknown error';
}
