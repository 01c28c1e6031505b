import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refusal, summarize } from '../support/read-input.ts';

const hex = (digits: string) => Buffer.from(digits, 'hex');
const zipWith = (entry: string) =>
  Buffer.concat([
    hex('504b030414000600080000002100'),
    Buffer.alloc(16),
    Buffer.from(entry),
    deflateRawSync('x'),
  ]);

describe('a file that is no CSV is refused with what to do', () => {
  it.each<[name: string, content: string | Buffer, message: string]>([
    ['an Excel workbook', zipWith('[Content_Types].xml'), 'is an Excel workbook, or another zip file'],
    [
      'a LibreOffice spreadsheet',
      zipWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      'LibreOffice',
    ],
    ['a Numbers spreadsheet', zipWith('Index/Document.iwa'), 'is a Numbers spreadsheet'],
    ['an old Excel workbook', hex('d0cf11e0a1b11ae1'), 'is an old Excel workbook, or one with a password'],
    ['gzip', gzipSync('action,email'), 'is compressed by gzip'],
    ['bzip2', Buffer.from('BZh91AY'), 'is compressed'],
    ['7-Zip', hex('377abcaf271c0004'), 'is compressed'],
    ['RAR', Buffer.from('Rar!\x1a\x07'), 'is compressed'],
    ['a PDF', '%PDF-1.7\n', 'is a PDF'],
    ['a picture', hex('89504e470d0a1a0a'), 'is a picture'],
    ['Parquet', 'PAR1\x15\x04', 'data lake'],
    ['SQLite', 'SQLite format 3\0', 'is an SQLite database'],
    ['UTF-32', hex('fffe000061000000'), 'is in UTF-32'],
    ['NUL bytes', Buffer.alloc(500), 'holds NUL bytes and no text'],
    ['a page', '<!DOCTYPE html>\n<html lang="en"><title>Sign in</title>', 'is a web page (HTML)'],
    ['a page with blank lines above', '\ufeff\r\n\r\n<HTML><body>', 'is a web page (HTML)'],
    ['a table as .xls', '<table border="1"><tr><th>action</th></tr></table>', 'is a web page (HTML)'],
    ['a page in UTF-16', Buffer.from('\ufeff<html><body>', 'utf16le'), 'is a web page (HTML)'],
    ['an XML spreadsheet', '<?xml version="1.0"?>\n<Workbook xmlns="x">', 'is XML'],
    ['XML', '<users count="2">\n<user/>', 'is XML'],
    ['JSON rows', '[\n  {"action": "update"}\n]', 'is JSON'],
    ['a JSON object', '{"users":[]}', 'is JSON'],
    ['JSON lines', '{ "email": "ann@example.com" }\n', 'is JSON'],
    ['RTF', '{\\rtf1\\ansi action,email}', '(RTF)'],
    ['contacts', 'BEGIN:VCARD\r\nVERSION:3.0', 'is a list of contacts'],
    ['LDIF', 'dn: cn=Ann,dc=example,dc=com\nmail: ann@example.com', 'entries of a directory'],
    ['LDIF with a version', 'version: 1\ndn: cn=Ann', 'entries of a directory'],
    ['a saved page', 'MIME-Version: 1.0\nContent-Type: multipart/related', 'a saved web page'],
    ['SYLK', 'ID;PWXL;N;E\r\nP;PGeneral\r\n', 'is a SYLK file'],
  ])('%s', async (_name, content, message) => {
    expect(await refusal(content)).toContain(message);
    expect(await refusal(content, { encoding: 'utf-8', delimiter: ';' })).toContain(message);
  });
});

it.each([
  ['ID as the first two letters', 'ID,action,dept\nKDcuGIm1QgePTO8WbOqwIQ,update,Sales\n'],
  ['ID and semicolons', 'ID;action;dept\nKDcuGIm1QgePTO8WbOqwIQ;update;Sales\n'],
  ['names in brackets', '[action],[email],[dept]\nupdate,ann@example.com,Sales\n'],
  ['names in angle brackets', '<action>,<email>,<dept>\nupdate,ann@example.com,Sales\n'],
  ['names in braces', '{action},{email},{dept}\nupdate,ann@example.com,Sales\n'],
])('a CSV is read that only begins like another file: %s', async (_name, content) => {
  expect(await summarize(content)).toEqual([expect.stringMatching(/^2 /)]);
});
