export interface Picture {
  /** What a node says, by its id. */
  words: ReadonlyMap<string, string>;
  arrows: { from: string; to: string }[];
}

const NODE = String.raw`(\w+)(?:\["([^"]+)"\]|\[\("([^"]+)"\)\]|\(\["([^"]+)"\]\)|\{\{"([^"]+)"\}\})?`;
const LINE = new RegExp(String.raw`^ +${NODE}(?: (?:-->|-\.->)(?:\|"[^"]+"\|)? ${NODE})?$`);

/** Reads the part of Mermaid's flowcharts that the documents use. Throws for any other line. */
export function parseMermaid(text: string): Picture {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (!/^flowchart (TD|LR)$/.test(head ?? '')) throw new Error(`no flowchart: ${head}`);
  const words = new Map<string, string>();
  const arrows: Picture['arrows'] = [];
  for (const line of lines) {
    const found = LINE.exec(line);
    if (!found) throw new Error(`no node and no arrow: ${line}`);
    const [from, to] = [found.slice(1, 6), found.slice(6, 11)];
    for (const [id = '', ...says] of [from, to]) {
      const said = says.find((one) => one !== undefined);
      if (said !== undefined) words.set(id, said);
    }
    if (from[0] && to[0]) arrows.push({ from: from[0], to: to[0] });
  }
  return { words, arrows };
}
