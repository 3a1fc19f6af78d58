package org.downloadtoken.it.download;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.downloadtoken.demo.DemoCogs;

/**
 * The expected picture of the demo's raster on the viewer's map. The JDK reads the file.
 *
 * @param map the rectangle of the map on the screen
 * @param scale the number of screen pixels per raster pixel
 * @param centreX the raster pixel at the centre of the map
 */
public record RasterPicture(Rectangle map, double scale, double centreX, double centreY) {
    private static final int PADDING = 24;
    private static final int CONTROLS = 60;
    private static final int POINTS = 40;

    /** The left and upper edges of the raster in web Mercator, and the size of its pixels. */
    private static final double WEST = -1_400_000;

    private static final double NORTH = 9_200_000;
    private static final double METRES = 5_000;

    private static final BufferedImage RASTER = raster();

    /** The whole raster, as the viewer first shows it. */
    public static RasterPicture whole(Rectangle map) {
        double width = Math.min(map.width, map.height) - 2.0 * PADDING;
        return new RasterPicture(map, width / RASTER.getWidth(), RASTER.getWidth() / 2.0, RASTER.getHeight() / 2.0);
    }

    /** The raster on a map with this resolution and centre, in metres of web Mercator. */
    public static RasterPicture at(Rectangle map, double resolution, double centreX, double centreY) {
        return new RasterPicture(map, METRES / resolution, (centreX - WEST) / METRES, (NORTH - centreY) / METRES);
    }

    /** Zoomed in around the centre. */
    public RasterPicture larger(int times) {
        return new RasterPicture(map, scale * times, centreX, centreY);
    }

    /** Moved by screen pixels. */
    public RasterPicture moved(int right, int down) {
        return new RasterPicture(map, scale, centreX + right / scale, centreY + down / scale);
    }

    /** The mean colour difference, 0 to 255, over points of the raster; for points outside of the raster, the maximum. */
    public double difference(BufferedImage screen) {
        return IntStream.range(0, POINTS * POINTS)
                .mapToDouble(point -> {
                    int x = map.x + CONTROLS + point % POINTS * (map.width - 2 * CONTROLS) / POINTS;
                    int y = map.y + CONTROLS + point / POINTS * (map.height - 2 * CONTROLS) / POINTS;
                    double column = centreX + (x + 0.5 - map.getCenterX()) / scale;
                    double row = centreY + (y + 0.5 - map.getCenterY()) / scale;
                    return isInside(column, row) ? difference(new Color(screen.getRGB(x, y)), column, row) : Double.NaN;
                })
                .filter(difference -> !Double.isNaN(difference))
                .average()
                .orElse(255);
    }

    private static boolean isInside(double column, double row) {
        return column >= 2 && row >= 2 && column < RASTER.getWidth() - 2 && row < RASTER.getHeight() - 2;
    }

    /** Compares with the mean of the neighbouring pixels, since the map scales and smooths the raster. */
    private static double difference(Color shown, double column, double row) {
        int[] sums = new int[3];
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                Color pixel = new Color(RASTER.getRGB((int) column + dx, (int) row + dy));
                sums[0] += pixel.getRed();
                sums[1] += pixel.getGreen();
                sums[2] += pixel.getBlue();
            }
        }
        return (Math.abs(shown.getRed() - sums[0] / 9.0)
                        + Math.abs(shown.getGreen() - sums[1] / 9.0)
                        + Math.abs(shown.getBlue() - sums[2] / 9.0))
                / 3;
    }

    private static BufferedImage raster() {
        try {
            return ImageIO.read(DemoCogs.file().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
