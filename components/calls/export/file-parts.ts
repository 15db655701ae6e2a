const GATHERED_BYTES = 8_000_000;

/** Gathers a file from pieces. Every few megabytes go into a Blob, which browsers keep on disk when it is large. */
export class FileParts {
  readonly #type: string;
  #blobs: Blob[] = [];
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #gatheredBytes = 0;
  sizeBytes = 0;

  constructor(type: string) {
    this.#type = type;
  }

  add(piece: Uint8Array<ArrayBuffer>): void {
    this.#pieces.push(piece);
    this.#gatheredBytes += piece.byteLength;
    this.sizeBytes += piece.byteLength;
    if (this.#gatheredBytes >= GATHERED_BYTES) this.#gather();
  }

  toBlob(): Blob {
    this.#gather();
    return new Blob(this.#blobs, { type: this.#type });
  }

  #gather(): void {
    this.#blobs.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#gatheredBytes = 0;
  }
}

/** Hands a file to the browser to be saved. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download reads it after this
}
