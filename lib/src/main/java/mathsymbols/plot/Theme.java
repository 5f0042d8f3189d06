package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look that all figures share. The colours are those of Okabe and Ito (2008), which people with any common colour
 * blindness tell apart; where lines matter they differ in their markers too.
 */
final class Theme {
    static final Color INK = new Color(0x26, 0x26, 0x26);
    static final Color FAINT_INK = new Color(0x6b, 0x6b, 0x6b);
    static final Color FRAME = new Color(0x9a, 0x9a, 0x9a);
    static final Color BACKDROP = new Color(0xc4, 0xc4, 0xc4);
    static final Color GRID = new Color(0xe4, 0xe4, 0xe4);

    static final Color BLUE = new Color(0x00, 0x72, 0xb2);
    static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
    static final Color GREEN = new Color(0x00, 0x9e, 0x73);
    static final Color PURPLE = new Color(0xcc, 0x79, 0xa7);
    static final Color ORANGE = new Color(0xe6, 0x9f, 0x00);
    static final Color SKY = new Color(0x56, 0xb4, 0xe9);
    static final Color BLACK = new Color(0x11, 0x11, 0x11);
    static final Color OLIVE = new Color(0x8a, 0x84, 0x12);

    // As large as the report's at the same width.
    static final int TITLE = 17;
    static final int TEXT = 14;
    static final int SMALL = 13;

    private Theme() {}

    static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Color[] palette() {
        return new Color[] {BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK, OLIVE};
    }

    /** Puts the look on a chart of XChart. */
    static void dress(AxesChartStyler styler) {
        styler.setBaseFont(font(TEXT))
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(FRAME)
                .setChartFontColor(INK)
                .setChartPadding(8)
                .setLegendFont(font(TEXT))
                .setLegendBackgroundColor(Color.WHITE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPadding(10)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setSeriesColors(palette())
                .setSeriesLines(new BasicStroke[] {SeriesLines.SOLID})
                .setSeriesMarkers(new Marker[] {SeriesMarkers.NONE})
                .setMarkerSize(6)
                .setPlotContentSize(0.96)
                .setAntiAlias(true);
        styler.setAxisTitleFont(font(TEXT))
                .setAxisTickLabelsFont(font(SMALL))
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(FRAME)
                .setAxisTickMarkLength(4)
                .setAxisTicksLineVisible(false)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotMargin(0);
    }
}
