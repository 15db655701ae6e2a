import { oneLine } from '../../shared';
import type { ChannelKind, MailPayload } from '../../shared';
import type { NewOutboxRow } from '../../storage';
import { channelsUrl } from '../content/links';

export interface ChannelTrouble {
  kind: 'delivery_failed' | 'channel_disabled';
  project: { id: number; name: string };
  channel: { name: string; kind: ChannelKind };
  /** Subject of the message that was not delivered. */
  lost: string;
  error: string;
  attempts: number;
}

export interface OwnerMailInput {
  trouble: ChannelTrouble;
  owners: readonly string[];
  /** Not told: the address that does not work. */
  except: string | null;
  baseUrl: string;
  newId(): string;
}

const TITLES: Record<ChannelTrouble['kind'], (name: string) => string> = {
  delivery_failed: (name) => `The channel “${name}” did not get a message`,
  channel_disabled: (name) => `The channel “${name}” was turned off`,
};

/** Subject of the mail; the same for every message that the channel did not get. */
export function troubleSubject({ kind, project, channel }: ChannelTrouble): string {
  return oneLine(`[${project.name}] ${TITLES[kind](channel.name)}`);
}

function paragraphs({ kind, channel, lost, error, attempts }: ChannelTrouble): string[] {
  const tries = attempts === 1 ? 'after 1 try' : `after ${attempts} tries`;
  return kind === 'channel_disabled'
    ? [
        `The receiver of the ${channel.kind} channel “${channel.name}” said that it does not exist any more (410), so nothing is sent to it until someone turns it on again.`,
        `Not delivered: ${lost}`,
      ]
    : [
        `The ${channel.kind} channel “${channel.name}” did not accept a message ${tries}. Last answer: ${error}.`,
        `Not delivered: ${lost}`,
        'The message can be sent again from the list of deliveries. Further failures of this channel are told at most once an hour.',
      ];
}

/** Mail to the organization's owners about a channel that does not work, since the channel itself cannot tell. */
export function planOwnerMail({ trouble, owners, except, baseUrl, newId }: OwnerMailInput): NewOutboxRow[] {
  const { kind, project, channel } = trouble;
  return owners
    .filter((to) => to !== except)
    .map((to) => {
      const payload: MailPayload = {
        type: 'mail',
        to,
        title: TITLES[kind](channel.name),
        paragraphs: paragraphs(trouble),
        link: { label: 'Open channels', url: channelsUrl(baseUrl, project.id) },
        hideLinks: false,
      };
      return {
        id: newId(),
        projectId: project.id,
        channelId: null,
        channelKind: 'email',
        ruleId: null,
        incidentId: null,
        incidentEventId: null,
        kind,
        subject: troubleSubject(trouble),
        payload,
      };
    });
}
