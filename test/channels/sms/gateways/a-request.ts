import type { GatewayRequest } from '../../../../src/channels/sms/gateway.js';
import { NOW } from '../../../support/gate.js';

const FORM = 'application/x-www-form-urlencoded';

export type Parts = Partial<Omit<GatewayRequest, 'rawBody' | 'headers'>> & {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A body that is no text is sent as JSON. */
export function aRequest({ body = '', headers = {}, ...parts }: Parts = {}): GatewayRequest {
  const isText = typeof body === 'string';
  return {
    method: 'POST',
    url: 'https://gate.example.com/webhooks/sms/x',
    mediaType: isText ? FORM : 'application/json',
    now: NOW,
    ...parts,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    rawBody: Buffer.from(isText ? body : JSON.stringify(body)),
  };
}
