using System.Text;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>The smallest letter an installation hands in: a passport of СЭВ and one file, in a folder of their own.</summary>
internal static class LetterFolder
{
    /// <summary>Writes a letter with an id of its own.</summary>
    /// <param name="folder">Where its folder is made.</param>
    /// <param name="from">Индекс СЭВ of the sender.</param>
    /// <param name="to">Индекс СЭВ of the recipient.</param>
    /// <returns>The letter's folder.</returns>
    public static string Write(TempFolder folder, string from, string to)
    {
        var id = Guid.NewGuid().ToString("N");
        folder.Write(Path.Combine(id, "letter.pdf"), Encoding.UTF8.GetBytes($"%PDF-1.4\n{id}\n"));
        folder.Write(Path.Combine(id, "DocInfo.xml"), Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <DocInfo xmlns="http://www.eos.ru/2010/sev">
              <Header MessageID="{id}" Version="1.0" Time="2026-11-24T10:00:00+03:00" MessageType="MainDoc" ReturnID="{id}" ResourceID="0">
                <Sender>
                  <Contact><Organization UID="{from}"><ShortName>Отправитель</ShortName></Organization></Contact>
                  <EDMS UID="4313BCFDAD6A422EA375EF34BB248BCD" Version="18.1.0"/>
                </Sender>
                <Recipient><Contact><Organization UID="{to}"><ShortName>Получатель</ShortName></Organization></Contact></Recipient>
                <ResourceList>
                  <Resource UID="0" UniqueName="DocInfo.xml"/>
                  <Resource UID="1" UniqueName="letter.pdf"/>
                </ResourceList>
              </Header>
              <DocumentList>
                <Document UID="{id}" DocumentID="1" Type="Created" MainDocument="true">
                  <RegistrationInfo><Number>65-01/17</Number><Date>2026-11-24</Date></RegistrationInfo>
                  <File UID="{id}" ResourceID="1" Size="1"><Description>letter.pdf</Description><Extension>.pdf</Extension></File>
                  <Author><Contact><Organization UID="{from}"><ShortName>Отправитель</ShortName></Organization></Contact></Author>
                  <Addressee><Contact><Organization UID="{to}"><ShortName>Получатель</ShortName></Organization></Contact></Addressee>
                </Document>
              </DocumentList>
            </DocInfo>
            """));
        return folder.Of(id);
    }
}
