namespace OptosAdvance.Dicom.SampleImages;

/// <summary>What a drawn retina shows.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="RightEye">Right eye (the disc lies right of the macula) or left eye.</param>
/// <param name="WideField">Whether it is a wide-field scanning laser image (200 degrees) or a fundus photograph (45 degrees).</param>
/// <param name="Seed">Decides on the vessels and the texture.</param>
internal readonly record struct RetinaScene(int Width, int Height, bool RightEye, bool WideField, int Seed)
{
    /// <summary>Half the extent of the illuminated field, horizontally and vertically, in pixels.</summary>
    internal (double X, double Y) FieldRadius => WideField
        ? (Width * 0.48, Height * 0.47)
        : (Math.Min(Width, Height) * 0.48, Math.Min(Width, Height) * 0.48);

    /// <summary>The length by which anatomy is measured: the distance from macula to disc is 0.62 of it.</summary>
    internal double Unit => WideField ? Math.Min(Width, Height) * 0.17 : Math.Min(Width, Height) * 0.5;

    internal (double X, double Y) Macula => (Width / 2.0 - Side * Unit * 0.12, Height / 2.0);

    internal (double X, double Y) Disc => (Macula.X + Side * Unit * 0.62, Macula.Y - Unit * 0.06);

    /// <summary>+1 where nasal is to the right of the image, as in a right eye.</summary>
    internal int Side => RightEye ? 1 : -1;
}
