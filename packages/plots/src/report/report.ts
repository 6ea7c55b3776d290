import { escaped } from '../svg/element.ts';

/** A report as one HTML file that needs no network and no scripts. Notebooks show it in a frame. */
export class Report {
  /** The report as an HTML document. */
  readonly html: string;
  /** Whether nothing speaks against the draws: `ok` of `diagnose`. */
  readonly ok: boolean;
  /** Title of the report. */
  readonly title: string;

  /** @internal */
  constructor({ html, ok, title }: Pick<Report, 'html' | 'ok' | 'title'>) {
    this.html = html;
    this.ok = ok;
    this.title = title;
  }

  /** Returns the HTML. */
  toString(): string {
    return this.html;
  }

  static {
    Object.defineProperty(Report.prototype, Symbol.for('Jupyter.display'), {
      value(this: Report) {
        const frame = `<iframe title="${escaped(this.title)}" srcdoc="${escaped(this.html)}" style="width:100%;height:40rem;border:0"></iframe>`;
        const verdict = this.ok ? 'nothing speaks against the draws' : 'do not believe the draws yet';
        return { 'text/html': frame, 'text/plain': `${this.title}: ${verdict}` };
      },
    });
  }
}
