import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectFileType } from './detect-file-type';
import { zipOf } from './testing/zip-of';

const fixture = (name: string): Buffer => readFileSync(join(__dirname, '../../../test/fixtures/resumes', name));

describe('detectFileType', () => {
  it.each([
    ['zh-font-not-embedded.pdf', 'pdf'],
    ['en-plain.docx', 'docx'],
    ['zh-word97.doc', 'doc'],
    ['zh-utf8.txt', 'txt'],
    ['zh-gb18030.txt', 'txt'],
    ['en-utf16.txt', 'txt'],
    ['failing/truncated.docx', 'docx'],
    ['failing/renamed-image.pdf', undefined],
    ['failing/empty.pdf', undefined],
  ])('takes %s for %s', (name, type) => {
    expect(detectFileType(fixture(name))).toBe(type);
  });

  it('refuses a zip that is no Word document', () => {
    expect(detectFileType(zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>') }))).toBeUndefined();
  });

  it('refuses binary data that starts like text', () => {
    expect(detectFileType(Buffer.from('MZ\0\0 hello world'))).toBeUndefined();
  });

  it('never reads beyond a damaged compound file or zip', () => {
    const ole = fixture('zh-word97.doc');
    const zip = fixture('en-plain.docx');
    for (let cut = 0; cut < 3000; cut += 7) {
      expect(() => detectFileType(ole.subarray(0, cut))).not.toThrow();
      expect(() => detectFileType(zip.subarray(0, cut))).not.toThrow();
    }
  });
});
