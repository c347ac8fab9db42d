using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Tests.Node;

/// <summary>Names of files keep their octets, in every form real clients write them.</summary>
public sealed class ContentDispositionTests
{
    [Theory]
    [InlineData("form-data; name=\"file\"; filename=\"DocInfo.xml\"", "DocInfo.xml")]
    [InlineData("form-data; name=file; filename=DocInfo.xml", "DocInfo.xml")]
    [InlineData("form-data; name=\"file\"; filename=\"Письмо; копия.pdf\"", "Письмо; копия.pdf")]
    [InlineData("form-data; name=\"file\"; filename=\"a\\\"b.pdf\"", "a\"b.pdf")]
    [InlineData("form-data; name=\"file\"; filename=\"a%22b.pdf\"", "a%22b.pdf")]
    [InlineData("form-data; name=\"file\"; filename=\"?.pdf\"; filename*=UTF-8''%D0%AF.pdf", "Я.pdf")]
    [InlineData("form-data; name=\"file\"; filename*=utf-8''%D0%AF.pdf; filename=\"=?utf-8?B?0K8ucGRm?=\"", "Я.pdf")]
    [InlineData("form-data; name=\"file\"", null)]
    public void The_name_is_read(string header, string? name)
    {
        var disposition = ContentDisposition.Parse(header);

        Assert.Equal("file", disposition?.Name);
        Assert.Equal(name, disposition?.FileName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("attachment; filename=\"x\"")]
    [InlineData("form-data; name=\"file")]
    [InlineData("form-data; name=\"file\"; filename*=UTF-8''%D0")]
    [InlineData("form-data; name=\"file\"; filename*=UTF-8''%ZZ")]
    [InlineData("form-data; name=\"file\"; filename*=windows-1251''%DF.pdf")]
    [InlineData("form-data; nonsense")]
    public void What_is_malformed_is_nothing(string? header) => Assert.Null(ContentDisposition.Parse(header));

    [Theory]
    [InlineData("Письмо «О мерах» [1].doc", true)]
    [InlineData("e\u0301.txt", true)]
    [InlineData("../DocInfo.xml", false)]
    [InlineData("a/b.xml", false)]
    [InlineData("C:\\b.xml", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\nb", false)]
    [InlineData("\uFFFD.pdf", false)]
    public void A_name_with_a_directory_part_or_worse_is_refused(string name, bool taken) => Assert.Equal(taken, FileNames.Fault(name) is null);
}
