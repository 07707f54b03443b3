/* The files of a page wait in line: so many are sent at once, the others follow. */

const AT_ONCE = 3;

export class Line {
  waiting = [];
  sending = new Set();

  add(upload) {
    this.waiting.push(upload);
    this.advance();
  }

  remove(upload) {
    this.waiting = this.waiting.filter((one) => one !== upload);
  }

  get isBusy() {
    return this.waiting.length + this.sending.size > 0;
  }

  advance() {
    while (this.waiting.length && this.sending.size < AT_ONCE) {
      const upload = this.waiting.shift();
      this.sending.add(upload);
      upload.send().finally(() => {
        this.sending.delete(upload);
        this.advance();
      });
    }
    if (!this.isBusy) this.onEmpty?.();
  }
}
