using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;

namespace PrivacyGate.MSBuild;

/// <summary>A file that ships: on the disk, or packed into another one.</summary>
/// <param name="Shown">How messages name it.</param>
/// <param name="Place">Its path where it is laid, with forward slashes.</param>
/// <param name="Open">Gives its bytes.</param>
internal sealed record ShippedFile(string Shown, string Place, Func<Stream> Open)
{
    public bool IsNamedModel => Place.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    public static ShippedFile Of(ITaskItem item)
    {
        var path = item.GetMetadata("FullPath");
        var place = item.GetMetadata("RelativePath") is { Length: > 0 } stated ? stated : Path.GetFileName(path);
        return new ShippedFile(item.ItemSpec, Paths.Slashed(place), () => FileState.Open(path));
    }

    public string Hash()
    {
        using var stream = Open();
        return FileState.Hash(stream);
    }

    /// <summary>What <paramref name="use"/> makes of the files of an archive; nothing where it is none that can be read.</summary>
    public IReadOnlyList<T> FromArchive<T>(Func<IReadOnlyList<ShippedFile>, IEnumerable<T>> use)
    {
        using var stream = Open();
        using var archive = Archive(stream);
        return archive is null ? [] : [.. use([.. archive.Entries.Select(Packed)])];
    }

    /// <summary>A package writes the names of its files as a URI does.</summary>
    private ShippedFile Packed(ZipArchiveEntry entry)
    {
        var name = Place.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(entry.FullName) : entry.FullName;
        return new ShippedFile($"{name} in {Shown}", Paths.Slashed(name), entry.Open);
    }

    public ShippedFile Unpacked() => new($"{Path.GetFileNameWithoutExtension(Place)} in {Shown}", Place.Substring(0, Place.Length - Path.GetExtension(Place).Length), () => new GZipStream(Open(), CompressionMode.Decompress));

    /// <summary>The files and the bytes that a .resx puts into a resource.</summary>
    public IReadOnlyList<ShippedFile> Resources(string folder)
    {
        using var stream = Open();
        try
        {
            return [.. XDocument.Load(stream).Descendants("data").Select(data => Resource(data, folder)).Where(file => file is not null).Select(file => file!)];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private ShippedFile? Resource(XElement data, string folder)
    {
        var (name, value) = ((string?)data.Attribute("name") ?? "", ((string?)data.Element("value") ?? "").Trim());
        if (((string?)data.Attribute("type") ?? "").StartsWith("System.Resources.ResXFileRef", StringComparison.Ordinal))
        {
            var path = Path.Combine(folder, Paths.Slashed(value.Split(';')[0].Trim('"')));
            return File.Exists(path) ? new ShippedFile($"{name} in {Shown}", Paths.Slashed(path), () => FileState.Open(path)) : null;
        }

        return data.Attribute("mimetype") is null ? null : new ShippedFile($"{name} in {Shown}", name, () => new MemoryStream(Decoded(value), writable: false));
    }

    private static ZipArchive? Archive(Stream stream)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            _ = archive.Entries;
            return archive;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Decoded(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
