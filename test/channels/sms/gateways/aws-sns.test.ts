import { createAwsSnsGateway } from '../../../../src/channels/sms/gateways/aws-sns.js';
import { NOW } from '../../../support/gate.js';
import { aRequest } from './a-request.js';
import { envelope, TOPIC } from './aws-cases.js';
import { RSA_PEM } from './signing.js';

describe('AWS SNS', () => {
  const fields = {
    Type: 'Notification',
    MessageId: 'm',
    TopicArn: TOPIC,
    Message: '{}',
    Timestamp: NOW.toISOString(),
  };
  const fetched: string[] = [];
  const open = (fetchText = async (url: string) => (fetched.push(url), RSA_PEM)) =>
    createAwsSnsGateway({ topicArns: [TOPIC], fetchText });
  const signed = (parts: object, version: '1' | '2' = '2') => ({
    body: envelope({ ...fields, ...parts }, version),
  });
  beforeEach(() => fetched.splice(0));

  test('verify() fetches a key once', async () => {
    const gateway = open();
    for (const version of ['1', '2', '2'] as const)
      expect(await gateway.verify(aRequest(signed({ Subject: 's' }, version)))).toEqual({ ok: true });
    expect(fetched).toEqual(['https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem']);
  });

  test('verify() refuses a topic that is not listed, before it fetches anything', async () => {
    const request = aRequest(signed({ TopicArn: `${TOPIC}-of-somebody-else` }));
    expect(await open().verify(request)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(fetched).toEqual([]);
  });

  test.each([
    'https://sns.us-east-1.amazonaws.com.evil.example/a.pem',
    'https://evil.example/sns.us-east-1.amazonaws.com/a.pem',
    'http://sns.us-east-1.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com:8443/a.pem',
    'https://me@sns.us-east-1.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com/a.txt',
    'https://s3.us-east-1.amazonaws.com/a.pem',
    'no address',
  ])('verify() fetches no certificate from %s', async (SigningCertURL) => {
    const { body } = signed({});
    const request = aRequest({ body: JSON.stringify({ ...(JSON.parse(body) as object), SigningCertURL }) });
    expect(await open().verify(request)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(fetched).toEqual([]);
  });

  test('verify() says that a certificate cannot be had, and asks again the next time', async () => {
    let answer = 'no certificate';
    const gateway = open(async () => answer);
    expect(await gateway.verify(aRequest(signed({})))).toEqual({ ok: false, reason: 'unavailable' });
    answer = RSA_PEM;
    expect(await gateway.verify(aRequest(signed({})))).toEqual({ ok: true });
  });

  test.each([
    ['confirms at the address of AWS', 'https://sns.us-east-1.amazonaws.com/?Action=Confirm', 'handshake'],
    ['goes nowhere else', 'https://169.254.169.254/latest', 'malformed'],
  ])('parse() of a subscription %s', async (_name, SubscribeURL, kind) => {
    const gateway = open();
    const request = aRequest(signed({ Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL }));
    expect(await gateway.verify(request)).toEqual({ ok: true });
    const parsed = gateway.parse(request);
    expect(parsed.kind).toBe(kind);
    const confirm = 'confirm' in parsed ? parsed.confirm : async () => undefined;
    await confirm();
    expect(fetched.slice(1)).toEqual(kind === 'handshake' ? [SubscribeURL] : []);
  });
});
