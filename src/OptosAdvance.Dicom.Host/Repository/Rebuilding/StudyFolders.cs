namespace OptosAdvance.Dicom.Host;

/// <summary>What lies in a volume's study folders, told from names alone.</summary>
internal static class StudyFolders
{
    /// <summary>The folders that can be a study's.</summary>
    public static IEnumerable<DirectoryInfo> In(StorageVolume volume) =>
        new DirectoryInfo(volume.StudiesFolder).EnumerateDirectories().Where(static folder => RepositoryLayout.IsSafeUid(folder.Name));

    /// <summary>The files of a study that can be an instance's.</summary>
    public static IEnumerable<FoundFile> FilesOf(DirectoryInfo study) =>
        from series in study.EnumerateDirectories()
        where RepositoryLayout.IsSafeUid(series.Name)
        from file in series.EnumerateFiles("*" + RepositoryLayout.Extension)
        let name = Path.GetFileNameWithoutExtension(file.Name)
        where RepositoryLayout.IsSafeUid(name)
        select new FoundFile(file, new InstanceKey(study.Name, series.Name, name));
}
