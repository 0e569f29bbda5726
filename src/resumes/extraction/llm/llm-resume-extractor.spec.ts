import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '../../../common';
import { ResumeExtractor, type ResumeProfile } from '../resume-extractor';
import { LlmResumeExtractor } from './llm-resume-extractor';

const BUILTIN: ResumeProfile = {
  name: { value: 'built in', confidence: 0.5, evidence: '' },
  email: { value: 'rules@example.com', confidence: 0.9, evidence: 'rules@example.com' },
  phone: null,
  education: [],
  schools: [],
  yearsOfExperience: null,
  skills: [],
  employers: [],
};
const ANSWER = {
  name: { value: 'Ada Byron', confidence: 0.9, evidence: 'Ada Byron' },
  email: null,
  phone: { value: '+44 20 7946 0958', confidence: 0.9, evidence: 'made up' },
  education: [
    {
      value: { school: 'University of London', degree: 'bachelor', major: null },
      confidence: 0.8,
      evidence: 'University of London',
    },
  ],
  yearsOfExperience: null,
  skills: [{ value: 'Python' }, { value: 'python' }],
  employers: [],
};
const RESUME = { text: 'Ada  Byron\nUniversity of London\nPython', fileName: 'a.pdf' };

class FixedExtractor extends ResumeExtractor {
  extract(): Promise<ResumeProfile> {
    return Promise.resolve(BUILTIN);
  }
}

describe('LlmResumeExtractor', () => {
  let server: Server;
  let answer: { status: number; body: string; delayMs: number };
  let seen: { url?: string; authorization?: string; body: string };

  beforeAll((done) => {
    server = createServer((request, response) => {
      seen = { url: request.url, authorization: request.headers.authorization, body: '' };
      request.on('data', (chunk: Buffer) => (seen.body += chunk.toString()));
      request.on('end', () => setTimeout(() => response.writeHead(answer.status).end(answer.body), answer.delayMs));
    }).listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const reply = (content: string, status = 200, delayMs = 0): void => {
    answer = { status, delayMs, body: JSON.stringify({ choices: [{ message: { content } }] }) };
  };
  const extract = (timeoutMs = 2_000): Promise<ResumeProfile> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
    const settings = { url, model: 'm', apiKey: 'key', timeoutMs };
    return new LlmResumeExtractor(settings, new FixedExtractor(), Logger.create('silent')).extract(RESUME);
  };

  it('takes the fields of a well-formed answer, and the built-in e-mail where the model saw none', async () => {
    reply(JSON.stringify(ANSWER));
    const profile = await extract();
    expect(profile.name).toEqual({ value: 'Ada Byron', confidence: 0.9, evidence: 'Ada Byron' });
    expect(profile.email?.value).toBe('rules@example.com');
    expect(profile.schools.map((school) => school.value)).toEqual(['University of London']);
    expect(profile.skills).toHaveLength(1);
    expect(seen).toMatchObject({ url: '/v1/chat/completions', authorization: 'Bearer key' });
  });

  it('trusts little what the résumé does not say', async () => {
    reply(JSON.stringify(ANSWER));
    expect((await extract()).phone).toEqual({ value: '+442079460958', confidence: 0.4, evidence: '' });
  });

  it.each([
    ['is not JSON', 'sorry, I cannot', 200, 0],
    ['has another shape', '{"name":"Ada"}', 200, 0],
    ['is an error', '{}', 500, 0],
    ['comes too late', JSON.stringify(ANSWER), 200, 400],
    ['is too long', JSON.stringify({ ...ANSWER, padding: 'x'.repeat(300_000) }), 200, 0],
  ])('falls back to the built-in extractor when the answer %s', async (_case, content, status, delayMs) => {
    reply(content, status, delayMs);
    await expect(extract(delayMs > 0 ? 100 : 2_000)).resolves.toBe(BUILTIN);
  });
});
