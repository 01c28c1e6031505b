/** Why nothing came, by what the operating system, the TLS library or the HTTP client calls it. */
export type Fault = {
  /** What people read: `connection refused`. */
  readonly what: string;
  /** What stands between that and who was called: `by`. */
  readonly by: string;
  /**
   * Nothing that passes, where it is so from the very start: `address`, such a host is none; `setting`, something on this machine
   * or between it and Zoom has to be set in another way.
   */
  readonly lasts?: 'address' | 'setting';
};

const NO_NAME = { what: 'the name cannot be resolved:', by: '' } as const;
const NO_WAY = { what: 'there is no way', by: 'to' } as const;
const NO_CONNECTION = { what: 'no connection', by: 'with' } as const;
const CUT = { what: 'connection cut', by: 'by' } as const;

const FAULTS: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: { what: 'connection refused', by: 'by' },
  ENOTFOUND: { what: 'no such host is known:', by: '', lasts: 'address' },
  EAI_AGAIN: NO_NAME,
  EAI_FAIL: NO_NAME,
  EAI_NODATA: NO_NAME,
  ENETUNREACH: NO_WAY,
  ENETDOWN: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  EHOSTDOWN: NO_WAY,
  EADDRNOTAVAIL: NO_WAY,
  ETIMEDOUT: NO_CONNECTION,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
  ECONNRESET: CUT,
  ECONNABORTED: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
};

const CERTIFICATE = /CERT|SELF_SIGNED|^ERR_(SSL|TLS)|^UNABLE_TO_|^EPROTO$/;
/** What a proxy answers that does not let us through for who we are; its 5xx pass. */
const PROXY_REFUSAL = /^PROXY_4\d\d$/;

/** What is known of it; undefined for what nobody has written about. */
export function faultOf(code: string): Fault | undefined {
  const known = FAULTS[code];
  if (known) return known;
  if (CERTIFICATE.test(code)) return { what: `no secure connection (${code})`, by: 'with', lasts: 'setting' };
  if (PROXY_REFUSAL.test(code))
    return { what: `the proxy answers ${code.slice(-3)}`, by: 'for', lasts: 'setting' };
  return undefined;
}
