import { formatCount } from '../../shared';
import type { MailContent, Tone } from './content';

const INK = '#12161d';
const INK_2 = '#424a57';
const INK_3 = '#616977';
const LINE = '#e3e6eb';
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";
const TONES: Record<Tone, { text: string; fill: string; line: string }> = {
  attack: { text: '#ae2a10', fill: '#fdf0ec', line: '#f2c6b9' },
  degraded: { text: '#7d5200', fill: '#fcf5e4', line: '#ecd6a3' },
  healthy: { text: '#0a664e', fill: '#e9f5f1', line: '#b5dccf' },
  neutral: { text: INK_2, fill: '#f4f5f8', line: LINE },
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

function tag(content: MailContent): string {
  if (!content.tag) return '';
  const { text, fill, line } = TONES[content.tag.tone];
  return `<p style="margin:0 0 12px"><span style="display:inline-block;padding:3px 9px;border:1px solid ${line};border-radius:5px;background:${fill};color:${text};font-size:13px;font-weight:600;line-height:18px">${escape(content.tag.word)}</span></p>`;
}

function facts(content: MailContent): string {
  if (content.facts.length === 0) return '';
  const cell = `padding:6px 0;border-top:1px solid ${LINE};font-size:13px;line-height:20px;vertical-align:top`;
  const rows = content.facts.map(
    ({ label, value }) =>
      `<tr><td style="${cell};width:150px;padding-right:12px;color:${INK_3}">${escape(label)}</td><td style="${cell};color:${INK}">${escape(value)}</td></tr>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px;border-bottom:1px solid ${LINE};border-collapse:collapse">${rows.join('')}</table>`;
}

function list({ label, items, more }: MailContent['lists'][number]): string {
  const lines = items.map((item) => `<div style="word-break:break-all">${escape(item)}</div>`).join('');
  const rest = more > 0 ? `<div style="font-family:${SANS};color:${INK_3}">and ${formatCount(more)} more</div>` : '';
  return `<p style="margin:0 0 4px;color:${INK_3};font-size:13px;line-height:20px">${escape(label)}</p><div style="margin:0 0 16px;font-family:${MONO};font-size:12px;line-height:20px;color:${INK}">${lines}${rest}</div>`;
}

function button(content: MailContent): string {
  if (!content.button) return '';
  const url = escape(content.button.url);
  return `<p style="margin:4px 0 20px"><a href="${url}" style="display:inline-block;padding:9px 16px;border-radius:6px;background:${INK};color:#ffffff;font-size:14px;font-weight:500;line-height:20px;text-decoration:none">${escape(content.button.label)}</a></p><p style="margin:0 0 20px;color:${INK_3};font-size:12px;line-height:18px;word-break:break-all">${url}</p>`;
}

function body(content: MailContent): string {
  const paragraphs = content.paragraphs
    .map((text) => `<p style="margin:0 0 16px;color:${INK_2};font-size:14px;line-height:22px">${escape(text)}</p>`)
    .join('');
  return `${tag(content)}<h1 style="margin:0 0 12px;font-size:20px;font-weight:600;line-height:28px;color:${INK}">${escape(content.title)}</h1>${paragraphs}${button(content)}${facts(content)}${content.lists.map(list).join('')}`;
}

/** The HTML of a mail: tables and inline styles alone, nothing loaded from outside. */
export function renderHtml(content: MailContent): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escape(content.title)}</title></head>
<body style="margin:0;padding:0;background:#fbfbfc;font-family:${SANS}">
<div style="display:none;max-height:0;overflow:hidden">${escape(content.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#fbfbfc"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid ${LINE};border-radius:7px"><tr><td align="left" style="padding:24px">${body(content)}</td></tr></table>
<p style="max-width:600px;margin:14px auto 0;padding:0 24px;box-sizing:border-box;color:${INK_3};font-size:12px;line-height:18px;text-align:left">${escape(content.why)}</p>
</td></tr></table>
</body></html>`;
}
