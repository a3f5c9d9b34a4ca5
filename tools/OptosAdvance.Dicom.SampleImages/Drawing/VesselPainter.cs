namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Draws the vascular tree: an artery and a vein along each arcade, bending around the macula and branching as they thin out.</summary>
internal sealed class VesselPainter(RgbImage image, RetinaScene scene)
{
    private const int MaximumGeneration = 4;
    private readonly Random _random = new(scene.Seed);

    internal void Paint()
    {
        double width = scene.Unit * 0.022;
        foreach (bool upper in (bool[])[true, false])
        {
            foreach (bool artery in (bool[])[true, false])
            {
                double rise = upper ? -1 : 1;
                // Temporal arcade: leaves nearly vertically, bends towards the temporal side around the macula.
                Grow(scene.Disc, Angle(-scene.Side * (0.25 + Jitter(0.12)), rise), scene.Side * rise * (1.15 + Jitter(0.15)), width * (artery ? 0.8 : 1.1), artery, 0);
                // Nasal vessels run straight away from the macula.
                Grow(scene.Disc, Angle(scene.Side * (0.9 + Jitter(0.3)), rise), Jitter(0.25), width * (artery ? 0.6 : 0.85), artery, 1);
            }
        }
    }

    /// <param name="from">Where the vessel begins, in pixels.</param>
    /// <param name="angle">Its direction, in radians, clockwise on the screen.</param>
    /// <param name="bend">How fast it turns, in radians per <see cref="RetinaScene.Unit"/>, clockwise.</param>
    /// <param name="width">Its diameter, in pixels.</param>
    /// <param name="artery">Arteries are thinner and brighter than veins.</param>
    /// <param name="generation">How often it has branched.</param>
    private void Grow((double X, double Y) from, double angle, double bend, double width, bool artery, int generation)
    {
        double step = Math.Max(0.6, width * 0.35);
        double minimum = Math.Max(0.5, scene.Unit * 0.0025);
        (double x, double y) = from;
        double sinceBranch = 0;
        double wobble = Jitter(Math.PI);
        while (width > minimum && RetinaPainter.FieldDepth(scene, x, y) < 1)
        {
            Stamp(x, y, width, artery);
            angle += bend * step / scene.Unit + 0.012 * Math.Sin(wobble);
            wobble += step / scene.Unit * 24;
            x += Math.Cos(angle) * step;
            y += Math.Sin(angle) * step;
            width *= 1 - 0.42 * step / scene.Unit / (scene.WideField ? 1.8 : 1);
            sinceBranch += step / scene.Unit;
            if (generation < MaximumGeneration && sinceBranch > 0.16 + _random.NextDouble() * 0.5)
            {
                sinceBranch = 0;
                double side = _random.Next(2) == 0 ? -1 : 1;
                Grow((x, y), angle + side * (0.45 + Jitter(0.2)), -side * (0.3 + Jitter(0.3)), width * (0.55 + Jitter(0.1)), artery, generation + 1);
                width *= 0.94;
            }
            // Vessels end before the fovea, which has none.
            double across = x - scene.Macula.X;
            double down = y - scene.Macula.Y;
            if (Math.Sqrt(across * across + down * down) < scene.Unit * 0.13)
            {
                return;
            }
        }
    }

    private void Stamp(double x, double y, double width, bool artery)
    {
        (double, double, double) colour = (scene.WideField, artery) switch
        {
            (true, true) => (92, 70, 18),
            (true, false) => (62, 44, 14),
            (false, true) => (158, 44, 26),
            (false, false) => (112, 24, 18),
        };
        double radius = width / 2;
        int reach = (int)Math.Ceiling(radius + 1);
        for (int row = (int)y - reach; row <= (int)y + reach; row++)
        {
            for (int column = (int)x - reach; column <= (int)x + reach; column++)
            {
                double distance = Math.Sqrt((column - x) * (column - x) + (row - y) * (row - y));
                double cover = Math.Clamp(radius + 0.5 - distance, 0, 1);
                if (cover > 0)
                {
                    image.Blend(column, row, colour, cover * 0.38);
                }
            }
        }
    }

    private static double Angle(double across, double down) => Math.Atan2(down, across);

    private double Jitter(double amount) => (_random.NextDouble() * 2 - 1) * amount;
}
