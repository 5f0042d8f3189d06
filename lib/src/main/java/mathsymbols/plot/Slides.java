package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import mathsymbols.plot.Figure.Look;

/**
 * Pictures of one size of which a slider shows one at a time, in an open notebook as on a page. Where scripts are off, and
 * on paper, all are to be seen at once.
 *
 * @param control what the slider chooses, such as {@code learning rate}
 * @param names what each place of the slider is called
 * @param frames the pictures, as many
 * @param alt what all of them show together, for those who do not see them
 * @param caption what stands under them
 */
public record Slides(String control, List<String> names, List<Figure> frames, String alt, String caption) {
    private static final int COLUMNS = 3;

    /**
     * Shows the first picture alone once the sheet of all of them is there, and the slider behind it. The script must be
     * here: a notebook's output has no other.
     */
    private static final String BEGIN = "this.onload=null;const sheet=this,frame=sheet.parentNode,begin=()=>{"
            + "sheet.style.cssText='width:%d%%;max-width:none;height:auto;margin:0;display:block';"
            + "frame.style.cssText='overflow:hidden;max-width:%dpx;aspect-ratio:%d/%d';"
            + "const label=frame.nextElementSibling;label.hidden=false;label.querySelector('input').oninput()};"
            + "document.readyState==='loading'?window.addEventListener('DOMContentLoaded',begin):begin()";

    private static final String SHOW = "const i=+this.value,s=this.closest('figure').querySelector('img').style;"
            + "s.marginLeft=-100*(i%%%d)+'%%';s.marginTop=-%.4f*Math.floor(i/%1$d)+'%%';"
            + "this.setAttribute('aria-valuetext',this.nextElementSibling.value=this.dataset.names.split('|')[i])";

    public Slides {
        names = List.copyOf(names);
        frames = List.copyOf(frames);
        if (frames.isEmpty() || names.size() != frames.size()) {
            throw new IllegalArgumentException(
                    names.size() + " names do not go with " + frames.size() + " pictures, of which there must be one");
        }
    }

    /**
     * A figure element that holds the pictures and the slider, and asks nobody for anything. JupyterLab, which has uses of
     * its own for the arrow keys, leaves them to the slider.
     */
    public String html() {
        Figure first = frames.get(0);
        int columns = Math.min(COLUMNS, frames.size());
        String begin = String.format(Locale.ROOT, BEGIN, 100 * columns, first.width(), first.width(), first.height());
        String show = String.format(Locale.ROOT, SHOW, columns, 100.0 * first.height() / first.width());
        return "<figure class=\"%s slides\" style=\"margin:1em 0\"><div>%s</div>"
                        .formatted(first.look().word(), sheet(columns).image(" onload=\"" + begin + "\""))
                + "<label hidden>" + Markup.escape(control)
                + " <input type=\"range\" data-lm-suppress-shortcuts=\"true\" min=\"0\" max=\"" + (frames.size() - 1)
                + "\" value=\"0\" data-names=\""
                + Markup.escape(String.join("|", names)) + "\" oninput=\"" + show + "\"> <output></output></label>"
                + first.look().style() + "<figcaption>" + Markup.escape(caption) + "</figcaption></figure>";
    }

    /** All pictures, without gaps, so that each is the same share of the whole. */
    private Figure sheet(int columns) {
        Figure first = frames.get(0);
        int rows = (frames.size() + columns - 1) / columns;
        Figure sheet = new Figure(columns * first.width(), rows * first.height(), alt, g -> {
            for (int i = 0; i < frames.size(); i++) {
                Panels.paint(g, frames.get(i), i % columns * first.width(), i / columns * first.height());
            }
        });
        return first.look() == Look.CHART ? sheet.chart() : sheet;
    }
}
