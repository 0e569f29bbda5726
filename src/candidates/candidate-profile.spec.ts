import { type CandidateProfile, compareProfiles, mergeResume, withinLimits } from './candidate-profile';

const profile = (fields: Partial<CandidateProfile> = {}): CandidateProfile => ({
  name: null,
  email: null,
  phone: null,
  skills: [],
  education: [],
  employers: [],
  yearsOfExperience: null,
  ...fields,
});

describe('compareProfiles', () => {
  it('tells the changed fields, before and after', () => {
    const change = compareProfiles(profile({ name: 'A', skills: ['Go'] }), profile({ name: 'A', skills: ['Go', 'C'] }));
    expect(change).toEqual({
      changedFields: ['skills'],
      previous: { skills: ['Go'] },
      current: { skills: ['Go', 'C'] },
    });
  });

  it('tells nothing where nothing differs', () => {
    expect(compareProfiles(profile({ name: 'A' }), profile({ name: 'A' }))).toBeNull();
  });
});

describe('mergeResume', () => {
  it('takes what the résumé says and keeps what it does not say', () => {
    const merged = mergeResume(
      profile({ name: 'Old', phone: '1' }),
      [],
      profile({ name: 'New', email: 'n@example.com' }),
    );
    expect(merged).toEqual(profile({ name: 'New', phone: '1', email: 'n@example.com' }));
  });

  it('adds skills up, whatever their case', () => {
    expect(mergeResume(profile({ skills: ['Java'] }), [], profile({ skills: ['JAVA', 'Go'] })).skills).toEqual([
      'Java',
      'Go',
    ]);
  });

  it('never touches what a person wrote', () => {
    const known = profile({ name: 'By hand', skills: [] });
    const merged = mergeResume(known, ['name', 'skills'], profile({ name: 'Parsed', skills: ['Go'] }));
    expect(merged).toEqual(known);
  });
});

describe('withinLimits', () => {
  it('cuts what a column could not hold, and drops an address that would be another one when cut', () => {
    const long = withinLimits(profile({ name: 'x'.repeat(300), email: `${'x'.repeat(300)}@example.com` }));
    expect([long.name?.length, long.email]).toEqual([200, null]);
  });
});
