import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { secretUnreadable } from '../webhooks.errors';

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D §8.2.2: random, 96 bits. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyIdOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/** 32-byte keys. */
export interface SecretBoxKeys {
  /** Encrypts and decrypts. */
  readonly current: Buffer;
  /** Keys that `current` replaced; they only decrypt. */
  readonly previous: readonly Buffer[];
}

/**
 * Encrypts what must not lie in the database in clear: AES-256-GCM, written `<key id>:<iv>:<tag>:<ciphertext>`, the key
 * id as the first 8 hex digits of the key's SHA-256 and the rest in base64.
 *
 * `use` says what the text is for and whose it is, e.g. `webhook.secret:12`. It is authenticated and not stored: a
 * ciphertext that is copied to another place does not open there.
 */
export class SecretBox {
  private readonly currentId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor({ current, previous }: SecretBoxKeys) {
    this.currentId = keyIdOf(current);
    this.keys = new Map([...previous, current].map((key) => [keyIdOf(key), key]));
  }

  seal(text: string, use: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keyOf(this.currentId), iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(use, 'utf8'));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [this.currentId, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64'))].join(':');
  }

  /** @throws AppError `webhook.secret_unreadable`: the key is gone, or the text was damaged, forged or moved */
  open(sealed: string, use: string): string {
    const [keyId, ...parts] = sealed.split(':');
    const key = this.keyOf(keyId);
    const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64'));
    if (parts.length !== 3 || iv.length !== IV_BYTES || tag.length !== TAG_BYTES) {
      throw secretUnreadable('an encrypted value in the database is damaged');
    }
    try {
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(use, 'utf8'));
      decipher.setAuthTag(tag);
      return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw secretUnreadable('an encrypted value in the database is damaged, or was moved from another row', error);
    }
  }

  private keyOf(keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (key) return key;
    throw secretUnreadable(
      `a value in the database was encrypted with the key ${keyId.slice(0, 8)}, which is neither SECRETS_KEY nor in SECRETS_KEYS_PREVIOUS`,
    );
  }
}
