using System.Text;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>A line beside a pair that the node had taken before: «Дело» exports a message again under another name, and its administrator asks.</summary>
internal static class RepeatedNote
{
    /// <summary>Ending of the note.</summary>
    public const string Suffix = ".repeated.txt";

    /// <summary>Writes it.</summary>
    public static void Write(string path, WaitingPair pair, Guid messageId, DateTimeOffset at)
    {
        using var note = new StreamWriter(DurableFiles.CreateAnew(path + Suffix), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        note.Write($"Сообщение {pair} узел уже принял раньше как {messageId}: второй раз оно не отправлено. {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\r\n");
    }
}
