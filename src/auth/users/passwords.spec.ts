import { Passwords } from './passwords';

describe('Passwords', () => {
  const passwords = new Passwords();

  it('knows a password by its hash, and no other', async () => {
    const hash = await passwords.hash('密码 with spaces ');
    expect(await passwords.matches('密码 with spaces ', hash)).toBe(true);
    expect(await passwords.matches('密码 with spaces', hash)).toBe(false);
    expect(await passwords.matches('', hash)).toBe(false);
  });

  it('hashes with Argon2id at the strength that OWASP asks for, and a salt of its own each time', async () => {
    const [one, two] = await Promise.all([passwords.hash('the same'), passwords.hash('the same')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('answers false without a hash, whatever the password', async () => {
    expect(await passwords.matches('a password that nobody has', null)).toBe(false);
  });

  it('works as long without a hash as with one', async () => {
    const hash = await passwords.hash('known');
    const time = async (passwordHash: string | null) => {
      const durations: number[] = [];
      for (let n = 0; n < 5; n++) {
        const started = performance.now();
        await passwords.matches('guess', passwordHash);
        durations.push(performance.now() - started);
      }
      return Math.min(...durations);
    };
    await passwords.matches('warm up', null);
    const known = await time(hash);
    // Without the decoy it would be a thousandth; the margin is for a busy machine.
    expect(await time(null)).toBeGreaterThan(known / 4);
  });
});
