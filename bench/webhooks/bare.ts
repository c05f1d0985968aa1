import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { AUTH_TOKEN, PATH, PUBLIC_BASE_URL } from '../../test/channels/sms/signed-twilio.js';

// What the gate is compared with: the same form is parsed, the same signature is checked, and nothing else is done.
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post(PATH, express.urlencoded({ extended: false }), (request, response) => {
  const fields = request.body as Readonly<Record<string, string>>;
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), PUBLIC_BASE_URL + request.originalUrl);
  const expected = createHmac('sha1', AUTH_TOKEN).update(signed).digest();
  const given = Buffer.from(request.get('x-twilio-signature') ?? '', 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.status(403).end();
    return;
  }
  response.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response></Response>');
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
