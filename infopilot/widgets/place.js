// Where the respondent is. In a page of its own the place is in the address, so back and forward work.

const NAMED = { welcome: "#accueil", done: "#merci", own: "#mes-reponses" };

export class Place {
  constructor(inAddress, steps, show) {
    this.inAddress = inAddress;
    this.steps = steps;
    this.show = show;
    this.here = null;
    this.read = () => {
      const place = this.parse(location.hash);
      if (place) this.show((this.here = place));
    };
    if (inAddress) window.addEventListener("hashchange", this.read);
  }

  /** Names the first place too, or the way back to it would show nothing. */
  begin(place) {
    this.here = place;
    if (!this.inAddress) return;
    history.scrollRestoration = "manual";
    history.replaceState(null, "", this.address(place));
  }

  address({ step, item, ...place }) {
    const name = Object.keys(NAMED).find((each) => place[each]);
    return name ? NAMED[name] : `#etape-${step + 1}${item ? `/${item}` : ""}`;
  }

  parse(hash) {
    const name = Object.keys(NAMED).find((each) => NAMED[each] === hash);
    if (name) return { [name]: true };
    const [, step, item] = /^#etape-(\d+)(?:\/([\w.-]+))?$/.exec(hash) ?? [];
    return Number(step) >= 1 && Number(step) <= this.steps ? { step: Number(step) - 1, item } : null;
  }

  go(place) {
    const address = this.address(place);
    if (this.inAddress && location.hash !== address) location.hash = address;
    else this.show((this.here = place));
  }

  follow(event, place) {
    if (this.inAddress) return;
    event.preventDefault();
    this.go(place);
  }

  close() {
    window.removeEventListener("hashchange", this.read);
  }
}
