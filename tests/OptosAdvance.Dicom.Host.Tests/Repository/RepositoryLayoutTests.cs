using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class RepositoryLayoutTests
{
    [Theory]
    [InlineData("1.2.840.10008.1")]
    [InlineData("2.25.329800735698586629295641978511506172918")]
    [InlineData("1.02.3")]
    public void Takes_a_uid_as_a_file_name(string uid) => Assert.True(RepositoryLayout.IsSafeUid(uid));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("1..2")]
    [InlineData("1.2.")]
    [InlineData(".1")]
    [InlineData("../1")]
    [InlineData("1/2")]
    [InlineData("1\\2")]
    [InlineData("1.2\0")]
    [InlineData("1.2 ")]
    [InlineData("C:1")]
    [InlineData("١.٢")]
    [InlineData("1.2345678901234567890123456789012345678901234567890123456789012345")]
    public void Refuses_what_could_escape_or_is_no_uid(string uid)
    {
        Assert.False(RepositoryLayout.IsSafeUid(uid));
        Assert.Throws<ArgumentException>(() => RepositoryLayout.StudyFolder(uid));
    }

    [Fact]
    public void No_text_that_is_let_through_leaves_the_studies_folder() =>
        Gen.String[Gen.Char["0123456789./\\ :\0ab"], 0, 70].Sample(text =>
        {
            if (!RepositoryLayout.IsSafeUid(text))
            {
                return;
            }

            var root = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "root"));
            var path = Path.GetFullPath(Path.Combine(root, RepositoryLayout.InstanceFile(new InstanceKey(text, text, text))));
            Assert.StartsWith(Path.Combine(root, "studies") + Path.DirectorySeparatorChar, path, StringComparison.Ordinal);
            Assert.Equal(3, Path.GetRelativePath(Path.Combine(root, "studies"), path).Split(Path.DirectorySeparatorChar).Length);
        });
}
