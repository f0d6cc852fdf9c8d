// Runs beside the page (AudioWorklet): samples become frames of 32 ms, signed 16-bit.

const SAMPLES = 512;

registerProcessor("frames", class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.renew();
  }

  renew() {
    this.frame = new Int16Array(SAMPLES);
    this.filled = 0;
  }

  process([[samples = []]]) {
    for (const sample of samples) {
      this.frame[this.filled] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
      this.filled += 1;
      if (this.filled === SAMPLES) {
        this.port.postMessage(this.frame.buffer, [this.frame.buffer]);
        this.renew();
      }
    }
    return true;
  }
});
