namespace Sed.Exchange.Node.Papers;

/// <summary>A picture in one colour on white, smooth by the exact area of each pixel that is covered.</summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
internal sealed class Raster(int width, int height)
{
    // What a line changes in the coverage of the pixels to its right; summed up at the end.
    private readonly double[] _changes = new double[width * height];

    /// <summary>Pixels across.</summary>
    public int Width => width;

    /// <summary>Pixels down.</summary>
    public int Height => height;

    /// <summary>Draws a text whose line stands at <paramref name="y"/>.</summary>
    public void Text(string text, Typeface face, double size, double x, double y)
    {
        var scale = size / face.UnitsPerEm;
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = face.GlyphOf(rune);
            foreach (var contour in face.Outline(glyph)) Fill(contour.Select(point => (x + (point.X * scale), y - (point.Y * scale))).ToList());
            x += face.AdvanceOf(glyph) * scale;
        }
    }

    /// <summary>A frame, its line inside of these edges.</summary>
    public void Frame(double left, double top, double right, double bottom, double line)
    {
        Fill([(left, top), (left, bottom), (right, bottom), (right, top), (left, top)]);
        Fill([(left + line, top + line), (right - line, top + line), (right - line, bottom - line), (left + line, bottom - line), (left + line, top + line)]);
    }

    /// <summary>How much of each pixel is covered, 0 to 255, row by row.</summary>
    public byte[] Coverage()
    {
        var coverage = new byte[width * height];
        for (var row = 0; row < height; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < width; column++)
            {
                sum += _changes[(row * width) + column];
                coverage[(row * width) + column] = (byte)Math.Min(255, (Math.Abs(sum) * 255) + 0.5);
            }
        }

        return coverage;
    }

    private void Fill(IReadOnlyList<(double X, double Y)> closed)
    {
        for (var index = 1; index < closed.Count; index++) Line(closed[index - 1], closed[index]);
    }

    private void Line((double X, double Y) from, (double X, double Y) to)
    {
        if (from.Y == to.Y) return;
        var direction = from.Y < to.Y ? 1 : -1;
        if (from.Y > to.Y) (from, to) = (to, from);
        var slope = (to.X - from.X) / (to.Y - from.Y);
        for (var row = (int)Math.Max(0, Math.Floor(from.Y)); row < Math.Min(height, Math.Ceiling(to.Y)); row++)
        {
            var (enter, leave) = (Math.Max(row, from.Y), Math.Min(row + 1, to.Y));
            var (x, next) = (from.X + ((enter - from.Y) * slope), from.X + ((leave - from.Y) * slope));
            Row(row, Math.Clamp(Math.Min(x, next), 0, width), Math.Clamp(Math.Max(x, next), 0, width), direction * (leave - enter));
        }
    }

    // Each pixel is covered by what of it lies to the right of the line, on average over the line's way through the row.
    private void Row(int row, double left, double right, double weight)
    {
        var before = 0.0;
        for (var column = (int)left; column < Math.Min(width, (int)right + 2); column++)
        {
            var covered = weight * (Passed(column + 1) - Passed(column));
            _changes[(row * width) + column] += covered - before;
            before = covered;
        }

        double Passed(double edge)
        {
            if (right - left < 1e-9) return Math.Max(0, edge - left);
            var (near, far) = (Math.Max(0, edge - left), Math.Max(0, edge - right));
            return ((near * near) - (far * far)) / (2 * (right - left));
        }
    }
}
