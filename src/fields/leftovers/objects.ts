import { damage, type Leftover, type Place } from './leftover.ts';

/** What programs write of a thing that they cannot write. */
const TYPES = [
  /^\[object \w+\]$/,
  /^System\.(?:Object|String|Byte|Char|Boolean|U?Int\d\d|DateTime|Guid|Collections|Management|Security|Linq|Xml)\b/,
  /^Microsoft\.(?:ActiveDirectory|Graph|Open|SharePoint|Exchange|Azure)\.\w/,
  /^(?:\[L?)?(?:[a-z]\w*\.){2,}[A-Z]\w*(?:;?@[\da-f]+|;)$/,
  /^@\{.*\}$/s,
  /^[<#]+[\w.: ]+(?: object)? (?:at )?0x[\da-f]+>?$/i,
  /^#<\w.*>$/s,
  /^(?:OrderedDict|dict|defaultdict|Counter|Timestamp|Decimal|UUID|ObjectId|array|list|set|deque)\(['"[{].*\)$/s,
  /^datetime\.\w+\(.*\)$/,
  /^<(?:class|function|bound method) .*>$/,
  /^function ?\(|^\(\) ?=>/,
];
/** `b'Sales'`, as Python shows bytes. */
const PYTHON_TEXT = /^[bu](['"])(.*)\1$/s;
/** `12;#Sales`, as SharePoint exports what was looked up. */
const LOOKED_UP = /^\d+;#(.+)$/s;
/** `CN=Greta Holm,OU=People,DC=example,DC=com` */
const DIRECTORY_ENTRY = /^(?:CN|UID|OU)=([^,]+),\s?(?:CN|OU|DC|O|C)=/i;

/** Things that are no text: objects, lists, entries of a directory. */
export function findObject(text: string, place: Place): Leftover | undefined {
  if (TYPES.some((type) => type.test(text))) {
    return damage('is what a program writes of an object', 'write the text itself');
  }
  const inside = PYTHON_TEXT.exec(text)?.[2] ?? LOOKED_UP.exec(text)?.[1];
  if (inside !== undefined) {
    return damage('has marks of a program around it', 'write the text alone', inside);
  }
  if (place === 'custom' || place === 'choice') return undefined;
  if (isJson(text)) return damage('is JSON', 'write the text itself');
  const [, name] = DIRECTORY_ENTRY.exec(text) ?? [];
  return name === undefined
    ? undefined
    : damage('is an entry of a directory', 'write what it stands for', name);
}

function isJson(text: string): boolean {
  if (!/^[[{].*[\]}]$/s.test(text)) return false;
  // Python's and PowerShell's quotes, too.
  if (/^\{\s*['"]|^\[\s*['"{]/.test(text)) return true;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
