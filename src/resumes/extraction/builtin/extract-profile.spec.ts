import type { ResumeProfile } from '../resume-extractor';
import { extractProfile } from './extract-profile';
import { SLOW_TEXTS } from './testing/slow-texts';

function values(profile: ResumeProfile) {
  return {
    name: profile.name?.value ?? '',
    email: profile.email?.value ?? '',
    phone: profile.phone?.value ?? '',
    employers: profile.employers.map((employer) => employer.value),
  };
}

describe('extractProfile', () => {
  const extract = (text: string, fileName = 'resume.txt'): ResumeProfile =>
    extractProfile({ text, fileName }, Date.UTC(2026, 5, 1));

  it('gives each field a confidence between 0 and 1 and the words it was read from', () => {
    const profile = extract('张三\n手机:13800138000 邮箱:zs@example.com\n教育背景\n北京大学 法学 本科');
    const fields = [profile.name, profile.email, profile.phone, ...profile.education, ...profile.schools];
    for (const field of fields) {
      expect(field?.confidence).toBeGreaterThan(0);
      expect(field?.confidence).toBeLessThanOrEqual(1);
      expect(field?.evidence).not.toBe('');
    }
    expect(profile.phone?.evidence).toContain('13800138000');
  });

  it('reads look-alike characters as those that were meant', () => {
    const profile = extract('姓名：⻢⾖⾖\n电话：１３８　００１３　８０００\n邮箱：ｍａ＠ｅｘａｍｐｌｅ．ｃｏｍ');
    expect(values(profile)).toMatchObject({ name: '马豆豆', phone: '+8613800138000', email: 'ma@example.com' });
  });

  it('takes the name from the file only where the text has none', () => {
    expect(extract('邮箱: a@example.com', '李四_Java.pdf').name).toMatchObject({
      value: '李四',
      confidence: 0.5,
    });
    expect(extract('王五\n邮箱: a@example.com', '李四_Java.pdf').name?.value).toBe('王五');
  });

  it('takes no identity card, QQ number or date for a phone', () => {
    const profile = extract('张三\n身份证:110101199003077758\nQQ:1380013800\n2015.03.01-2018.06.30');
    expect(profile.phone).toBeNull();
  });

  it('finds nothing in a text that is no résumé, and does not throw', () => {
    expect(values(extract('会议纪要\n今天讨论了下季度的安排。'))).toMatchObject({
      name: '',
      email: '',
      phone: '',
      employers: [],
    });
  });

  it.each(Object.entries(SLOW_TEXTS))('answers in bounded time on %s', (_what, text) => {
    const started = performance.now();
    extract(text);
    // Some hundred milliseconds on an idle machine; what grew with the square of the length took minutes.
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
