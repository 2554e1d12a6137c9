/** The live connection: hears of every change, and comes back by itself when it breaks. */

const FIRST_WAIT = 300;
const LONGEST_WAIT = 3000;

/** Calls `onChange` with what changed and `onState` with whether the sandbox is there. */
export class Live {
  constructor(address, { onChange, onState }) {
    this.address = address;
    this.onChange = onChange;
    this.onState = onState;
    this.wait = FIRST_WAIT;
  }

  start() {
    const socket = new WebSocket(this.address);
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.onState(true);
    };
    socket.onmessage = (event) => this.onChange(JSON.parse(event.data));
    socket.onclose = () => this.#again();
  }

  #again() {
    this.onState(false);
    setTimeout(() => this.start(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 1.5);
  }
}
