namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Draws a plausible retina: fundus colour with texture, macula, vessels out of the optic disc, the edge of the field.</summary>
internal static class RetinaPainter
{
    /// <summary>Draws a scene. The same scene gives the same image.</summary>
    internal static RgbImage Paint(RetinaScene scene)
    {
        var image = new RgbImage(scene.Width, scene.Height);
        PaintFundus(image, scene);
        PaintDisc(image, scene);
        new VesselPainter(image, scene).Paint();
        PaintEdge(image, scene);
        return image;
    }

    private static void PaintFundus(RgbImage image, RetinaScene scene)
    {
        var noise = new ValueNoise(scene.Seed);
        (double red, double green, double blue) = scene.WideField ? (138.0, 122.0, 42.0) : (196.0, 92.0, 46.0);
        double grain = scene.Unit / 60;
        for (int y = 0; y < scene.Height; y++)
        {
            for (int x = 0; x < scene.Width; x++)
            {
                double depth = FieldDepth(scene, x, y);
                if (depth >= 1)
                {
                    continue;
                }
                double light = 1.05 - 0.45 * depth * depth
                    + 0.06 * noise.At(x / (grain * 22), y / (grain * 22))
                    + 0.03 * noise.At(x / (grain * 4), y / (grain * 4))
                    + 0.015 * noise.At(x / 1.7, y / 1.7);
                double macula = Distance(scene.Macula, x, y) / (scene.Unit * 0.17);
                double pigment = Math.Exp(-macula * macula);
                light *= 1 - 0.42 * pigment;
                image.Set(x, y, red * light, green * light * (1 - 0.15 * pigment), blue * light);
            }
        }
    }

    private static void PaintDisc(RgbImage image, RetinaScene scene)
    {
        double radius = scene.Unit * 0.115;
        int reach = (int)(radius * 1.4);
        for (int y = (int)scene.Disc.Y - reach; y <= scene.Disc.Y + reach; y++)
        {
            for (int x = (int)scene.Disc.X - reach; x <= scene.Disc.X + reach; x++)
            {
                double across = (x - scene.Disc.X) / (radius * 0.9);
                double down = (y - scene.Disc.Y) / radius;
                double distance = Math.Sqrt(across * across + down * down);
                image.Blend(x, y, scene.WideField ? (205, 190, 110) : (250, 208, 142), 0.92 * Edge(1 - distance, 0.14));
                image.Blend(x, y, scene.WideField ? (225, 220, 160) : (255, 238, 200), 0.8 * Edge(0.45 - distance, 0.2));
            }
        }
    }

    private static void PaintEdge(RgbImage image, RetinaScene scene)
    {
        var noise = new ValueNoise(scene.Seed ^ 0x5EED);
        for (int y = 0; y < scene.Height; y++)
        {
            for (int x = 0; x < scene.Width; x++)
            {
                double inside = 1 - FieldDepth(scene, x, y);
                double dark = 1 - Edge(inside, 0.02);
                if (scene.WideField)
                {
                    // Lids and lashes reach into the lower and upper edge of a wide field.
                    double lid = Math.Abs(y - scene.Height / 2.0) / scene.FieldRadius.Y
                        + 0.10 * noise.At(x / (scene.Width / 38.0), y / (scene.Height / 5.0));
                    dark = Math.Max(dark, 0.85 * Edge(lid - 0.86, 0.12));
                }
                if (dark > 0)
                {
                    image.Blend(x, y, (2, 2, 2), dark);
                }
            }
        }
    }

    /// <summary>0 in the middle of the illuminated field, 1 at its edge.</summary>
    internal static double FieldDepth(RetinaScene scene, double x, double y)
    {
        double across = (x - scene.Width / 2.0) / scene.FieldRadius.X;
        double down = (y - scene.Height / 2.0) / scene.FieldRadius.Y;
        return Math.Sqrt(across * across + down * down);
    }

    private static double Distance((double X, double Y) from, double x, double y)
    {
        double across = x - from.X;
        double down = y - from.Y;
        return Math.Sqrt(across * across + down * down);
    }

    private static double Edge(double inside, double softness) => Math.Clamp(inside / softness, 0, 1);
}
