import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { type Received, Receiver } from '../harness/receiver';
import { AWKWARD_DATA } from './awkward-data';
import { type Check, itWithPython, runSample } from './run-sample';
import {
  DOCUMENTED_SAMPLES,
  documentedSample,
  DOCUMENTS,
  GUIDE_NODE,
  GUIDE_PYTHON,
  GUIDE_PYTHON_UTF8,
  type Sample,
  samplesMarkedIn,
} from './samples';

jest.setTimeout(60_000);

/** A webhook of each kind that signs differently, by the path of its URL. */
const WEBHOOKS = {
  '/utf8': { signatureEncoding: 'utf8' },
  '/ascii': { signatureEncoding: 'ascii' },
  '/whsec': { secret: `whsec_${Buffer.from('a key of exactly 32 bytes, or so').toString('base64')}` },
  '/raw': { secret: 'my own secret, which is not base64!' },
} as const;
type Path = keyof typeof WEBHOOKS;
const PATHS = Object.keys(WEBHOOKS) as Path[];

describe.each(DATABASE_KINDS)('signatures on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;
  const secrets = new Map<Path, string>();
  const verifiers = new Map<Path, string[]>();

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
    organization = await product.organization();
    for (const path of PATHS) {
      const webhook = await product.data<{ secret: string; verifiers: string[] }>(
        'POST',
        '/webhooks',
        organization.token,
        { url: receiver.url(path), events: ['candidate.updated'], ...WEBHOOKS[path] },
      );
      secrets.set(path, webhook.secret);
      verifiers.set(path, webhook.verifiers);
    }
    await product.publish(
      organization.id,
      'candidate.updated',
      Object.entries(AWKWARD_DATA).map(([name, data], index) => ({
        candidateId: index + 1,
        changedFields: [name],
        previous: { 之前: [data] },
        current: data,
        updatedBy: organization.userId,
      })),
    );
    await receiver.until(() => receiver.received.length === PATHS.length * Object.keys(AWKWARD_DATA).length, 30_000);
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const secretOf = (path: Path) => secrets.get(path) ?? '';
  const nameOf = ({ json }: Received) => (json.data as { changedFields: string[] }).changedFields[0];
  const checksOf = (path: Path): Check[] =>
    receiver.at(path).map(({ body, headers }) => ({ body, headers, secret: secretOf(path) }));

  /** The names of the data that the sample refuses. */
  function refusedBy(sample: Sample, path: Path): string[] {
    const results = runSample(sample, checksOf(path));
    return receiver
      .at(path)
      .filter((_, index) => !results[index])
      .map(nameOf);
  }

  /** Requests that no sample may accept. */
  function forgeries(path: Path): Check[] {
    const [genuine] = checksOf(path);
    const other = checksOf(path)[1];
    return [
      { ...genuine, secret: secretOf(path).replace(/(?<=^.{10})./, (letter) => (letter === 'A' ? 'B' : 'A')) },
      { ...genuine, body: genuine.body.replace('"version":"1.0"', '"version":"1.1"') },
      { ...genuine, body: genuine.body.replace('"candidateId":1', '"candidateId":2') },
      { ...genuine, body: other.body },
      { ...genuine, headers: other.headers },
      {
        ...genuine,
        headers: { ...genuine.headers, 'x-webhook-signature': 'sha256=0', 'webhook-signature': 'v1,AAAA' },
      },
    ];
  }

  describe('the bytes', () => {
    it.each(PATHS)('%s: the keys in their order, the signature as in the header, nothing else', (path) => {
      for (const { body, headers, json } of receiver.at(path)) {
        expect(Object.keys(json)).toEqual(['eventId', 'eventType', 'timestamp', 'version', 'signature', 'data']);
        expect(headers['x-webhook-signature']).toBe(json.signature);
        expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
        const message = body.replace(`,"signature":"${json.signature}"`, '');
        const hmac = createHmac('sha256', Buffer.from(secretOf(path), 'utf8'))
          .update(message)
          .digest('hex');
        expect(json.signature).toBe(`sha256=${hmac}`);
      }
    });

    it('are minified JSON as JavaScript writes it, with the data as it was published', () => {
      for (const request of receiver.at('/utf8')) {
        expect(request.body).toBe(JSON.stringify(request.json));
        const { current, previous } = request.json.data as Record<'current' | 'previous', Record<string, unknown>>;
        const published = AWKWARD_DATA[nameOf(request)];
        expect(JSON.stringify(current)).toBe(JSON.stringify(published));
        expect(JSON.stringify(previous)).toBe(JSON.stringify({ 之前: [published] }));
      }
    });

    it('are pure ASCII with signatureEncoding ascii, and say the same', () => {
      const plain = new Map(receiver.at('/utf8').map((request) => [request.json.eventId, request.json.data]));
      for (const { body, json } of receiver.at('/ascii')) {
        expect(body).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.stringify(json.data)).toBe(JSON.stringify(plain.get(json.eventId)));
      }
    });
  });

  describe("the guide's samples, to the letter", () => {
    it.each<Path>(['/utf8', '/whsec', '/raw'])('Node.js verifies %s', (path) => {
      expect(refusedBy(GUIDE_NODE, path)).toEqual([]);
    });

    itWithPython('Python verifies /ascii', () => {
      expect(refusedBy(GUIDE_PYTHON, '/ascii')).toEqual([]);
    });

    itWithPython.each<Path>(['/utf8', '/whsec', '/raw'])('Python with ensure_ascii=False verifies %s', (path) => {
      expect(refusedBy(GUIDE_PYTHON_UTF8, path)).toEqual([]);
    });
  });

  describe.each(DOCUMENTS)('the samples of docs/%s, to the letter', (document) => {
    it('are all run here', () => {
      expect(samplesMarkedIn(document).sort()).toEqual([...DOCUMENTED_SAMPLES].sort());
    });

    it.each<Path>(['/utf8', '/whsec', '/raw'])('Node.js by the guide verifies %s', (path) => {
      const sample = documentedSample(document, 'node-guide');
      expect(refusedBy(sample, path)).toEqual([]);
      expect(runSample(sample, forgeries(path))).not.toContain(true);
    });

    it.each<Path>(['/utf8', '/ascii', '/whsec'])('Node.js with standardwebhooks verifies %s', (path) => {
      const sample = documentedSample(document, 'node-standard');
      expect(refusedBy(sample, path)).toEqual([]);
      expect(runSample(sample, forgeries(path))).not.toContain(true);
    });

    itWithPython.each<Path>(['/utf8', '/whsec', '/raw'])('Python with ensure_ascii=False verifies %s', (path) => {
      const sample = documentedSample(document, 'python-utf8');
      expect(refusedBy(sample, path)).toEqual([]);
      expect(runSample(sample, forgeries(path))).not.toContain(true);
    });

    itWithPython('Python without it verifies /ascii', () => {
      const sample = documentedSample(document, 'python-ascii');
      expect(refusedBy(sample, '/ascii')).toEqual([]);
      expect(runSample(sample, forgeries('/ascii'))).not.toContain(true);
    });

    itWithPython.each(PATHS)('Python over the raw body verifies %s, whatever the encoding', (path) => {
      const sample = documentedSample(document, 'python-raw');
      expect(refusedBy(sample, path)).toEqual([]);
      expect(runSample(sample, forgeries(path))).not.toContain(true);
    });

    itWithPython.each<Path>(['/utf8', '/ascii', '/whsec'])('Python by the standard verifies %s', (path) => {
      const sample = documentedSample(document, 'python-standard');
      expect(refusedBy(sample, path)).toEqual([]);
      expect(runSample(sample, forgeries(path))).not.toContain(true);
    });
  });

  describe('the public packages', () => {
    const packages = [
      { name: 'standardwebhooks', Package: StandardWebhook },
      { name: 'svix', Package: SvixWebhook },
    ];

    it.each(packages)('$name verifies every request as received', ({ Package }) => {
      for (const path of PATHS) {
        const { format, key } =
          path === '/raw'
            ? { format: 'raw' as const, key: secretOf(path) }
            : { format: undefined, key: secretOf(path) };
        const verifier = new Package(key, format && { format });
        for (const { body, headers, json } of receiver.at(path)) {
          expect(verifier.verify(body, headers as Record<string, string>)).toEqual(json);
          expect(headers['webhook-id']).toBe(json.eventId);
        }
      }
    });

    it.each(packages)('$name refuses forgeries', ({ Package }) => {
      for (const { body, headers, secret } of forgeries('/utf8')) {
        expect(() => new Package(secret).verify(body, headers as Record<string, string>)).toThrow();
      }
    });

    it('accept the secrets that the answer said they would', () => {
      expect(verifiers.get('/utf8')).toEqual(['guide', 'standard']);
      expect(verifiers.get('/whsec')).toEqual(['guide', 'standard']);
      expect(verifiers.get('/raw')).toEqual(['guide']);
    });
  });
});
