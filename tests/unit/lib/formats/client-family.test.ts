import { expect, test } from 'vitest';
import { clientFamiliesOf } from '../../../../lib/formats';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`, 'browser', 'Chrome'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0`, 'browser', 'Edge'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 OPR/120.0`, 'browser', 'Opera'],
  ['Mozilla/5.0 (Windows NT 10.0; rv:144.0) Gecko/20100101 Firefox/144.0', 'browser', 'Firefox'],
  [
    'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'browser',
    'Safari',
  ],
  [
    `Mozilla/5.0 ${WEBKIT} Chrome/141.0 Safari/537.36 (compatible; ExampleBot/2.1; +https://bot.example)`,
    'bot',
    'Bots and crawlers',
  ],
  ['uptime-check/1.4', 'bot', 'Uptime checks'],
  ['Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)', 'bot', 'Uptime checks'],
  ['Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)', 'bot', 'Uptime checks'],
  ['curl/8.5.0', 'library', 'curl'],
  ['GuzzleHttp/6.5.5 curl/7.68.0 PHP/7.4.3', 'library', 'PHP'],
  ['python-requests/2.32', 'library', 'Python'],
  ['axios/1.7.2', 'library', 'Node'],
  ['Go-http-client/2.0', 'library', 'Go'],
  ['okhttp/4.12.0', 'library', 'OkHttp'],
  ['ShopApp/5.12 (iOS 26.1)', 'app', 'Apps'],
  ['ShopApp/5.11 (Android 15)', 'app', 'Apps'],
  ['ShopApp/5.11 (Android 15) okhttp/4.12.0', 'library', 'OkHttp'],
  ['Shop/1 CFNetwork/1568.100.1 Darwin/24.0.0', 'app', 'Apps'],
  ['warehouse-jobs/1.0', 'other', 'Other'],
  ['', 'other', 'Other'],
  [null, 'none', 'No user agent'],
])('%s is a %s, %s', (userAgent, kind, name) => {
  expect(clientFamiliesOf(userAgent)).toMatchObject([{ kind, name }]);
});

test('a client has what its texts find, also where a user agent has the texts of another', () => {
  expect(clientFamiliesOf('wget/1.2 ruby/3.3').map(({ name }) => name)).toEqual(['Wget', 'Ruby']);
});
