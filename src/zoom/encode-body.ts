import { type JsonObject, toJson } from '../core/json.ts';

/** How request bodies are encoded. Zoom documents JSON; its older documentation and samples use form data. */
export type BodyKind = 'json' | 'multipart';

export type EncodedBody = { readonly contentType: string; readonly body: string | Uint8Array };

/** Encodes a request body. */
export async function encodeBody(value: JsonObject, kind: BodyKind): Promise<EncodedBody> {
  return kind === 'json' ? { contentType: 'application/json', body: toJson(value) } : toMultipart(value);
}

/** One part a field; nested values as JSON in their part. */
async function toMultipart(value: JsonObject): Promise<EncodedBody> {
  const form = new FormData();
  for (const [name, inner] of Object.entries(value)) {
    form.append(name, typeof inner === 'object' ? toJson(inner) : String(inner));
  }
  // Response chooses the boundary and writes the parts; whole in memory, so that a retry sends the same bytes.
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { contentType, body: new Uint8Array(await encoded.arrayBuffer()) };
}
