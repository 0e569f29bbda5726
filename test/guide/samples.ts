import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Code that a receiver is told to verify requests with, as it is published. */
export interface Sample {
  readonly language: 'javascript' | 'python';
  readonly code: string;
  /** The function that it defines. */
  readonly entry: string;
  /** What that takes: the parsed body and the signature header, or the raw body and all headers; then the secret. */
  readonly takes: 'payload' | 'raw';
}

/** The user guide's sample for Node.js, to the letter. */
export const GUIDE_NODE: Sample = {
  language: 'javascript',
  entry: 'verifyWebhookSignature',
  takes: 'payload',
  code: `const crypto = require('crypto');

function verifyWebhookSignature(payload, signature, secret) {
    // 移除 signature 字段
    const { signature: _, ...data } = payload;
    const json = JSON.stringify(data);

    // 计算 HMAC-SHA256
    const hmac = crypto.createHmac('sha256', secret);
    hmac.update(json);
    const expectedSignature = 'sha256=' + hmac.digest('hex');

    // 比对签名
    return signature === expectedSignature;
}
`,
};

/** The user guide's sample for Python, to the letter. */
export const GUIDE_PYTHON: Sample = {
  language: 'python',
  entry: 'verify_webhook_signature',
  takes: 'payload',
  code: `import hmac
import hashlib
import json

def verify_webhook_signature(payload, signature, secret):
    # 移除 signature 字段
    data = payload.copy()
    data.pop('signature', None)

    # 计算 HMAC-SHA256
    json_str = json.dumps(data, separators=(',', ':'))
    expected_signature = 'sha256=' + hmac.new(
        secret.encode(),
        json_str.encode(),
        hashlib.sha256
    ).hexdigest()

    # 比对签名
    return hmac.compare_digest(signature, expected_signature)
`,
};

/** The same, with what it lacks for the default encoding. */
export const GUIDE_PYTHON_UTF8: Sample = {
  ...GUIDE_PYTHON,
  code: GUIDE_PYTHON.code.replace("separators=(',', ':')", "separators=(',', ':'), ensure_ascii=False"),
};

const DOCUMENTED = {
  'node-guide': { entry: 'verifyWebhookSignature', takes: 'payload' },
  'node-standard': { entry: 'verifyStandardWebhook', takes: 'raw' },
  'python-utf8': { entry: 'verify_webhook_signature', takes: 'payload' },
  'python-ascii': { entry: 'verify_webhook_signature', takes: 'payload' },
  'python-raw': { entry: 'verify_webhook_request', takes: 'raw' },
  'python-standard': { entry: 'verify_standard_webhook', takes: 'raw' },
} as const;
export type DocumentedSample = keyof typeof DOCUMENTED;
export const DOCUMENTED_SAMPLES = Object.keys(DOCUMENTED) as DocumentedSample[];
export const DOCUMENTS = ['webhooks.md', 'webhooks.zh.md'] as const;

/** A sample of `docs/`, to the letter: the code block behind `<!-- sample: <name> -->`. */
export function documentedSample(document: (typeof DOCUMENTS)[number], name: DocumentedSample): Sample {
  const text = readFileSync(join(__dirname, '../../docs', document), 'utf8');
  const block = new RegExp(`<!-- sample: ${name} -->\\n\`\`\`(javascript|python)\\n([^]*?)\`\`\``).exec(text);
  if (!block) throw new Error(`docs/${document} has no sample ${name}`);
  return { language: block[1] as Sample['language'], code: block[2], ...DOCUMENTED[name] };
}

/** Every marker in a document, so that a sample that nobody runs is found. */
export function samplesMarkedIn(document: (typeof DOCUMENTS)[number]): string[] {
  const text = readFileSync(join(__dirname, '../../docs', document), 'utf8');
  return [...text.matchAll(/<!-- sample: (\S+) -->/g)].map((match) => match[1]);
}
