import { createAwsSnsGateway } from '../../../../src/channels/sms/gateways/aws-sns.js';
import { type GatewayCase, FROM, TO, unknown } from './gateway-cases.js';
import { RSA_PEM, signRsa } from './signing.js';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:two-way-sms';

/** The envelope of SNS, signed; its name and value lines are in the order of its documentation. */
export function envelope(
  fields: Readonly<Record<string, string>>,
  version: '1' | '2',
  isOther = false,
): string {
  const names = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const signed = names
    .flatMap((name) => (fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`]))
    .join('');
  return JSON.stringify({
    ...fields,
    SignatureVersion: version,
    Signature: signRsa(signed, version, isOther),
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem',
  });
}

export const awsSns = (version: '1' | '2'): GatewayCase => ({
  name: `aws-sns v${version}`,
  gateway: createAwsSnsGateway({ topicArns: [TOPIC], fetchText: async () => RSA_PEM }),
  contentType: 'text/plain',
  body: (fields) =>
    JSON.stringify({
      inboundMessageId: fields.id,
      originationNumber: FROM,
      destinationNumber: TO,
      messageBody: fields.text,
      ...unknown(fields),
    }),
  status: '',
  sign: ({ body, at, isOther }) => {
    const type = body === '' ? 'UnsubscribeConfirmation' : 'Notification';
    const confirmation =
      body === '' ? { SubscribeURL: 'https://sns.us-east-1.amazonaws.com/?a', Token: 't' } : {};
    const fields = {
      Type: type,
      MessageId: 'm1',
      TopicArn: TOPIC,
      Message: body,
      Timestamp: at.toISOString(),
    };
    return { headers: {}, body: envelope({ ...fields, ...confirmation }, version, isOther) };
  },
  header: null,
  coversBody: true,
  maxAgeSeconds: 3_900,
});
