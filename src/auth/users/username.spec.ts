import { identityKey } from './identity-key';
import { isUsername } from './username';

describe('usernames', () => {
  it.each(['ab', 'li.lei', '李雷', 'O_Neil-2', 'josé', 'jose\u0301', 'a@b.example'])('may be %s', (name) => {
    expect(isUsername(name)).toBe(true);
  });

  it.each(['', 'a', ' ab', 'a b', '.ab', '-ab', 'a\u202eb', 'a\u200bb', 'a\nb', 'ab\n', 'a'.repeat(51), '<b>'])(
    'may not be %j',
    (name) => {
      expect(isUsername(name)).toBe(false);
    },
  );

  it.each([
    ['Zoe', 'zOE'],
    ['ｚｏｅ', 'zoe'],
    ['josé', 'jose\u0301'],
    ['ﬁnn', 'FINN'],
  ])('%s is the same as %s', (one, other) => {
    expect(identityKey(one)).toBe(identityKey(other));
  });

  it('are different where they differ in a letter', () => {
    expect(identityKey('zoe')).not.toBe(identityKey('zoé'));
  });

  it('may not be letters that normalise to more than can be stored', () => {
    expect(identityKey('\ufdfa'.repeat(10)).length).toBeGreaterThan(100);
    expect(isUsername('\ufdfa'.repeat(10))).toBe(false);
  });
});
