export { AddressPolicy } from './address-policy/address-policy';
export { SIGNATURE_ENCODINGS, type SignatureEncoding, Webhook } from './entities/webhook.entity';
export { WebhookSubscription } from './entities/webhook-subscription.entity';
export { LANE_STATES, type LaneHealth, Lanes, type LaneState } from './ports/lanes';
export { type TestResult, TestSender } from './ports/test-sender';
export { guideKey, standardKey } from './secrets/signing-keys';
export { type SubscribableEvent, WebhookDirectory } from './webhook-directory';
export { type WebhookTarget } from './webhook-target';
