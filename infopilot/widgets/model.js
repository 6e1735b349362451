// The model of a page without a kernel, in place of the one that anywidget gives.

/** What the component needs of an anywidget model. */
export class PageModel {
  constructor(values, receive) {
    this.values = values;
    this.send = receive;
    this.listeners = new Set();
  }

  get(name) {
    return this.values[name];
  }

  on(_event, listener) {
    this.listeners.add(listener);
  }

  off(_event, listener) {
    this.listeners.delete(listener);
  }

  tell(message) {
    this.listeners.forEach((listener) => listener(message));
  }
}
