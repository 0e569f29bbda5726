import { cleanName } from './multipart-files';

describe('cleanName', () => {
  it.each([
    ['张三_Java.pdf', '张三_Java.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\cv.docx', 'cv.docx'],
    ['a\u0000b\u202ec.pdf', 'abc.pdf'],
    ['', 'resume'],
    [undefined, 'resume'],
    ['/', 'resume'],
  ])('makes of %j the name %j', (name, expected) => {
    expect(cleanName(name)).toBe(expected);
  });

  it('shortens a long name and keeps its extension', () => {
    const name = cleanName(`${'简'.repeat(300)}.pdf`);
    expect(name).toHaveLength(255);
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
